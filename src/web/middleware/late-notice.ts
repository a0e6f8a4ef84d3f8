import { createMiddleware } from 'hono/factory'
import { freshnessOf, type SourceFreshness } from '../../sources/freshness/freshness.ts'
import type { WebDependencies, WebEnvironment } from '../environment.ts'
import { onceAMinute } from '../once-a-minute.ts'

/** Tells lists what is late. Never fails: a page without the notice is a page. */
export function lateNotice({ db, config, log }: WebDependencies) {
  const lateNow = onceAMinute(async (now) => lateText(await freshnessOf(db, config, now)))
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const { site, requestId } = c.var
    if (config.SOURCES.length > 0 && !site.sample) {
      const late = await lateNow(site.now).catch((error) => {
        log.warn({ requestId, error: String(error) }, 'It can’t be told whether sources are late.')
      })
      if (late) c.set('site', { ...site, late })
    }
    await next()
  })
}

/** The reason of one, the names of several. */
function lateText(sources: readonly SourceFreshness[]): string | undefined {
  const late = sources.filter((source) => source.late !== undefined)
  const [first, second] = late
  if (second === undefined) return first?.late?.what
  return `${new Intl.ListFormat('en').format(late.map(({ title }) => title))} are late: new papers may be missing here.`
}
