// What an import is told, and what it says.

import type { Clock } from '../../clock.ts'
import type { Saved } from '../save.ts'
import type { ImportFormat } from './detect-format.ts'
import type { InputFile } from './open-input.ts'

export interface BadRecord {
  file: string
  /** `line 7`, `2025-10-29.json item 7`. */
  where: string
  /** A sentence. */
  reason: string
}

export interface ImportedFile extends Saved {
  name: string
  /** Papers and bad records, those of an interrupted earlier run included. */
  records: number
  bad: number
  /** Records of papers that another record of the same transaction was about already. */
  repeated: number
  /** How many records an interrupted earlier run had done. */
  resumedAt?: number
  /** Why the rest of the file could not be read; what came before is in the store. */
  error?: string
}

export interface ImportResult {
  files: ImportedFile[]
  /** Files of folders and archives that are in no known format. */
  skipped: string[]
  /** It was asked to stop. */
  interrupted: boolean
}

export interface ImportProgress {
  file: InputFile
  /** Of the file as it lies there, packed. */
  bytesRead: number
  records: number
}

export interface ImportOptions {
  format: ImportFormat | 'auto'
  clock: Clock
  stdin: NodeJS.ReadableStream
  onProgress?: (progress: ImportProgress) => void
  onBadRecord?: (bad: BadRecord) => void
  /** Aborted: what was read is saved, and a later run goes on there. */
  signal?: AbortSignal
}
