// A process that writes an index and may be killed at it: says `begun` and `done`. Its one argument is its task.

import { openStoreReader } from '../../src/db/read-only.ts'
import { buildIndex } from '../../src/finding/build-index.ts'
import { loadEncoder } from '../../src/finding/load-encoder.ts'
import type { WritingTask } from './index-crash.ts'

const { home, folder, anew } = JSON.parse(process.argv[2] ?? '') as WritingTask
const db = openStoreReader(home)
const { encoder } = await loadEncoder({ kind: 'built-in' })
process.stdout.write('begun\n')
const written = await buildIndex({ db, folder, encoder, signal: new AbortController().signal }, { anew })
process.stdout.write(written ? 'done\n' : 'locked\n')
await db.destroy()
