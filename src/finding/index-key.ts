// When an index belongs to a store, an analysis and an encoder, and where it is.

import { join } from 'node:path'
import type { IndexKey } from '../search/folder/manifest.ts'
import type { Encoder } from '../search/semantic/encoder.ts'
import { ANALYSIS_VERSION } from '../search/text/analyze.ts'
import type { StoreIdentity } from './queries.ts'

/** Changes with what `paper-document.ts` tells or with the files of a segment. */
const FORMAT = 2

/** Folder of the index in the data folder. */
export const indexFolder = (data: string): string => join(data, 'search')

/** The file whose lock the one writer holds. */
export const lockFile = (folder: string): string => join(folder, 'writer.lock')

export function indexKey({ storeId, epoch }: StoreIdentity, encoder: Encoder | null): IndexKey {
  return {
    store: storeId,
    epoch,
    analysis: `${FORMAT}.${ANALYSIS_VERSION}`,
    encoder: encoder?.hash ?? 'none',
  }
}
