import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { EncoderUnavailable } from './openai-encoder.ts'
import { loadTransformersEncoder } from './transformers-encoder.ts'

let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'model-'))
  writeFileSync(join(folder, 'config.json'), '{}')
})
after(() => rmSync(folder, { recursive: true }))

describe('an encoder in a folder', () => {
  it('says what to install where the package is missing', async () => {
    const load = () => Promise.reject(new Error('Cannot find package'))
    await assert.rejects(
      loadTransformersEncoder({ folder, dimensions: 384, load }),
      /npm install @huggingface\/transformers/,
    )
  })

  it('says that a folder holds no model', async () => {
    await assert.rejects(loadTransformersEncoder({ folder: '/nowhere', dimensions: 384 }), EncoderUnavailable)
  })

  it('reads the model from the folder only, and gives its vectors', async () => {
    const env = { allowRemoteModels: true, localModelPath: '' }
    const opened: string[] = []
    const pipeline = async (_task: string, model: string) => {
      opened.push(model)
      return async (texts: string[]) => ({ tolist: () => texts.map((text) => [text.length, 0, 0]) })
    }
    const encoder = await loadTransformersEncoder({
      folder,
      dimensions: 3,
      load: async () => ({ env, pipeline }),
    })
    const vectors = await encoder.encode(['one', '—', 'three'])
    assert.deepEqual([vectors[0], vectors[384], vectors[768]], [1, 0, 1])
    assert.deepEqual(env, { allowRemoteModels: false, localModelPath: dirname(folder) })
    assert.deepEqual(opened, [basename(folder)])
  })

  it('refuses a model with another number of dimensions', async () => {
    const pipeline = async () => async () => ({ tolist: () => [[1, 2]] })
    const load = async () => ({ env: {}, pipeline })
    const encoder = await loadTransformersEncoder({ folder, dimensions: 3, load })
    await assert.rejects(async () => encoder.encode(['a']), /of 2 numbers; the settings say 3/)
  })
})
