// What the two threads of the search are started with, and where their programs are.

import type { DatabaseHome } from '../db/connect.ts'
import { programBeside } from '../one-shot-thread.ts'
import type { EncoderSettings } from './load-encoder.ts'

export interface ThreadSetup {
  store: DatabaseHome
  /** Of the index. */
  folder: string
  encoder: EncoderSettings
}

export interface IndexThreadSetup extends ThreadSetup {
  /** What is in the folder can't be gone on with. */
  isDamaged: boolean
}

/** The part of a log that this folder writes. */
export interface ThreadLog {
  info(details: object, message: string): void
  error(details: object, message: string): void
}

export const threadProgram = (name: 'search-thread' | 'index-thread' | 'encode-thread'): URL =>
  programBeside(import.meta.url, name)
