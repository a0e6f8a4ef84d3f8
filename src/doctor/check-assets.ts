import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Check, ok, warning } from './check.ts'

/** The built program: `dist/` of the package. */
export function checkAssets(packageRoot: string): Check {
  const todo = 'Run `npm run build`; bin/broadsheet does so itself when dist/ is absent.'
  try {
    const files = readdirSync(join(packageRoot, 'dist', 'assets'), { recursive: true, encoding: 'utf8' })
    const has = (ending: string) => files.some((file) => file.endsWith(ending))
    if (has('.css') && has('.js')) return ok('built files', `${files.length} files for the pages are there.`)
    return warning('built files', 'The style or the script of the pages is missing.', todo)
  } catch {
    return warning('built files', 'The program was not built yet.', todo)
  }
}
