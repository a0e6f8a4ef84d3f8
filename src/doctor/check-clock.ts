import type { Settings } from '../config.ts'
import { type Check, failed, ok, warning } from './check.ts'

const EARLIEST = Date.UTC(2025, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

/** `now` is the machine's time, not a test clock's. */
export function checkClock(now: number, testClock: Settings['TEST_CLOCK']): Check {
  const said = `This machine says ${new Date(now).toISOString()}`
  if (now < EARLIEST || now > LATEST) {
    return failed(
      'clock',
      `${said}, which can’t be.`,
      'Set the clock, and let the system keep it by network time.',
    )
  }
  if (!testClock) return ok('clock', `${said}.`)
  return warning(
    'clock',
    `A test clock is set: the site believes that it started at ${testClock.startsAt}, speed ${testClock.speed}.`,
    'Unset TEST_CLOCK outside tests.',
  )
}
