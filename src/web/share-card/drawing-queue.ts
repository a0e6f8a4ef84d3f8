import { RateLimited } from '../../errors.ts'

/** What one drawing after another takes a second or two to work off. */
const LONGEST_QUEUE = 40
const RETRY_AFTER_SECONDS = 5

/**
 * Lets one drawing run at a time. A drawing keeps one of the few threads busy that pages are compressed on too,
 * and holds megabytes: hundreds at once would stop the site.
 * @throws RateLimited when more are waiting than are soon done.
 */
export function createDrawingQueue(): <T>(draw: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async (draw) => {
    if (waiting >= LONGEST_QUEUE) {
      throw new RateLimited(
        'Many pictures are being drawn just now. Ask again in a few seconds.',
        RETRY_AFTER_SECONDS,
      )
    }
    waiting++
    const drawn = last.then(draw).finally(() => {
      waiting--
    })
    last = drawn.catch(() => {})
    return drawn
  }
}
