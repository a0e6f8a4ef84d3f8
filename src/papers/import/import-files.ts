import type { Db } from '../../db/connect.ts'
import type { ImportOptions, ImportResult } from './import-report.ts'
import { FileImport } from './one-file.ts'
import { listInputs } from './open-input.ts'

/**
 * Imports files, folders and archives. Throws `Invalid` where a path can't be opened; a file that turns out to be
 * damaged is reported in its result.
 */
export async function importFiles(db: Db, paths: string[], options: ImportOptions): Promise<ImportResult> {
  const { files, skipped } = await listInputs(paths)
  const result: ImportResult = { files: [], skipped, interrupted: false }
  for (const file of files) {
    result.interrupted = options.signal?.aborted ?? false
    if (result.interrupted) break
    const run = new FileImport(db, file, options, (name) => skipped.push(name))
    result.files.push(await run.import())
  }
  result.interrupted = options.signal?.aborted ?? false
  return result
}
