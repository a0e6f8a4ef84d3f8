// One file into the store: read in order, saved in batches, each with the mark of how far it came. Killed anywhere and
// started again it ends in the same store.

import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { Invalid, isKnownError } from '../../errors.ts'
import type { PaperRecord } from '../paper.ts'
import { saveRecordsIn } from '../save.ts'
import { isComplete } from './batch.ts'
import { fingerprintOf } from './fingerprint.ts'
import { noteProgress, unfinishedImport } from './import-progress.ts'
import type { ImportedFile, ImportOptions } from './import-report.ts'
import type { Item } from './item.ts'
import { type InputFile, reasonOf } from './open-input.ts'
import { readItems } from './read-items.ts'

/** For one call of `import`. */
export class FileImport {
  readonly #db: Db
  readonly #file: InputFile
  readonly #options: ImportOptions
  readonly #onSkipped: (name: string) => void
  readonly #result: ImportedFile
  #key: string | null = null
  #resumeAt = 0
  #bytesRead = 0
  #batch: PaperRecord[] = []

  constructor(db: Db, file: InputFile, options: ImportOptions, onSkipped: (name: string) => void) {
    this.#db = db
    this.#file = file
    this.#options = options
    this.#onSkipped = onSkipped
    this.#result = { name: file.name, records: 0, added: 0, changed: 0, unchanged: 0, repeated: 0, bad: 0 }
  }

  /** Throws what the store throws; what is wrong with the file stands in the answer. */
  async import(): Promise<ImportedFile> {
    try {
      this.#key = await fingerprintOf(this.#file, this.#options.format)
    } catch (error) {
      return { ...this.#result, error: sentenceOf(error, this.#file) }
    }
    await this.#takeUp()
    const items = this.#open()
    try {
      await this.#takeAll(items)
    } finally {
      await items.return(undefined)
    }
    return this.#result
  }

  async #takeUp(): Promise<void> {
    const earlier = this.#key === null ? undefined : await unfinishedImport(this.#db, this.#key)
    if (!earlier || earlier.records_done === 0) return
    this.#resumeAt = earlier.records_done
    this.#result.resumedAt = earlier.records_done
    this.#result.bad = earlier.bad_records
  }

  #open(): AsyncGenerator<Item[]> {
    const { format, stdin, signal } = this.#options
    const onBytes = (count: number) => {
      this.#bytesRead += count
    }
    return readItems({ file: this.#file, format, stdin, signal, onBytes, onSkipped: this.#onSkipped })
  }

  async #takeAll(source: AsyncGenerator<Item[]>): Promise<void> {
    for (;;) {
      const items = await this.#next(source)
      if (items === undefined) return this.#save(this.#result.error === undefined && !this.#isStopped())
      // All that came together is taken before stopping: a part of a day's list would be saved as the day.
      for (const item of items) await this.#take(item)
    }
  }

  /** The next items; undefined at the end, when asked to stop, or where the file can't be read further. */
  async #next(source: AsyncGenerator<Item[]>): Promise<Item[] | undefined> {
    try {
      if (this.#isStopped()) return undefined
      const { value, done } = await source.next()
      return done ? undefined : value
    } catch (error) {
      if (!this.#isStopped()) this.#result.error = sentenceOf(error, this.#file)
      return undefined
    }
  }

  #isStopped(): boolean {
    return this.#options.signal?.aborted ?? false
  }

  async #take(item: Item): Promise<void> {
    if (this.#result.records < this.#resumeAt) {
      this.#result.records++
      return
    }
    const record = this.#read(item)
    if (record && isComplete(this.#batch, record)) await this.#save(false)
    this.#result.records++
    if (record) this.#batch.push(record)
    else this.#result.bad++
  }

  #read(item: Item): PaperRecord | undefined {
    try {
      return item.read()
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      this.#options.onBadRecord?.({ file: this.#file.name, where: item.where, reason: error.message })
      return undefined
    }
  }

  async #save(finished: boolean): Promise<void> {
    const batch = this.#batch
    this.#batch = []
    const saved = await inTransaction(this.#db, async (tx) => {
      const counts = await saveRecordsIn(tx, batch)
      if (this.#key !== null) {
        await noteProgress(tx, {
          file_key: this.#key,
          file_name: this.#file.name,
          records_done: this.#result.records,
          bad_records: this.#result.bad,
          finished: finished ? 1 : 0,
          updated_at: this.#options.clock.now(),
        })
      }
      return counts
    })
    this.#result.added += saved.added
    this.#result.changed += saved.changed
    this.#result.unchanged += saved.unchanged
    this.#result.repeated += batch.length - saved.added - saved.changed - saved.unchanged
    this.#options.onProgress?.({
      file: this.#file,
      bytesRead: this.#bytesRead,
      records: this.#result.records,
    })
    // Lets timers, signals and the progress bar have their turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function sentenceOf(error: unknown, { name }: InputFile): string {
  if (isKnownError(error)) return `${name}: ${error.message}`
  const { syscall } = error as NodeJS.ErrnoException
  const kept = 'what was read before is kept'
  // Only the system calls can fail for reasons outside of the file.
  return syscall === undefined
    ? `${name} is damaged or ends too early (${reasonOf(error)}). Get the file again and repeat the import: ${kept}.`
    : `${name} can’t be read (${reasonOf(error)}). Check the path, its rights and its disk: ${kept}.`
}
