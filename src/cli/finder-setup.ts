import type { Config } from '../config.ts'
import { Invalid } from '../errors.ts'
import { indexFolder } from '../finding/index-key.ts'
import type { EncoderSettings } from '../finding/load-encoder.ts'
import type { ThreadSetup } from '../finding/threads.ts'

/** Store, index folder and encoder of these settings. @throws Invalid */
export function finderSetup({ values }: Config): ThreadSetup {
  return {
    store: { data: values.BROADSHEET_DATA, url: values.DATABASE_URL },
    folder: indexFolder(values.BROADSHEET_DATA),
    encoder: encoderSettings(values),
  }
}

function encoderSettings(values: Config['values']): EncoderSettings {
  const {
    ENCODER_URL,
    ENCODER_MODEL,
    ENCODER_API_KEY,
    ENCODER_FOLDER,
    ENCODER_DIMENSIONS: dimensions,
  } = values
  if (ENCODER_FOLDER !== undefined) return { kind: 'folder', folder: ENCODER_FOLDER, dimensions }
  if (ENCODER_URL === undefined) return { kind: 'built-in' }
  if (ENCODER_MODEL === undefined) {
    throw new Invalid('ENCODER_URL needs ENCODER_MODEL: the name of the model to ask for.', {
      ENCODER_MODEL: 'is required',
    })
  }
  const key = ENCODER_API_KEY === undefined ? {} : { key: ENCODER_API_KEY }
  return { kind: 'address', url: ENCODER_URL, model: ENCODER_MODEL, dimensions, ...key }
}
