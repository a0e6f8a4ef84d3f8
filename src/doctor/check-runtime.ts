import { type Check, ok, warning } from './check.ts'

/** `pinned` is the version that package.json fixes, absent where it is unknown. */
export function checkRuntime(running: string, pinned: string | undefined): Check {
  const says = `Node.js ${running} on ${process.platform} ${process.arch}.`
  if (pinned === undefined || running === pinned) return ok('runtime', says)
  return warning(
    'runtime',
    `${says} Broadsheet is tested with ${pinned}.`,
    'Start it by bin/broadsheet after `npm ci`, which brings that version.',
  )
}
