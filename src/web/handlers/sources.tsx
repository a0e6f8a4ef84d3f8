import { NotFound } from '../../errors.ts'
import { takePart } from '../../papers/lists/part.ts'
import type { createTotals } from '../../papers/lists/totals.ts'
import { type SourceName, sourceNames } from '../../source-spec.ts'
import { nextAnnouncement } from '../../sources/arxiv-announcements.ts'
import { categoryCountsOf } from '../../sources/freshness/category-counts.ts'
import { freshnessOf, freshnessOfSource } from '../../sources/freshness/freshness.ts'
import { badRecordsOf, runsOf } from '../../sources/harvest/source-runs.ts'
import { specsOfSettings, urlOf } from '../../sources/harvest/sources-of-settings.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { onceAMinute } from '../once-a-minute.ts'
import { SourcePage } from '../pages/source.tsx'
import { SourcesPage } from '../pages/sources.tsx'
import { routes } from '../routes.ts'
import { pageAsked, pagingOf, render } from './answer.ts'

/** While the sample edition is shown, the sources are those of the store: its first papers may be on their way. */
export function showSources({ db, config }: WebDependencies, totalsOf: ReturnType<typeof createTotals>) {
  const categoriesNow = onceAMinute(() => categoryCountsOf(db, config))
  return async (c: Ctx): Promise<Response> => {
    const { site } = c.var
    const { sources: stored, editions } = await totalsOf(c.var.db, site.now)
    const freshness = await freshnessOf(db, config, site.now)
    const categories = await categoriesNow(site.now)
    const announces = freshness.some((told) => told.nextAnnouncement !== undefined)
    const props = {
      ...{ site, freshness, stored, editions },
      ...(categories && { categories }),
      ...(announces && { announcement: nextAnnouncement(site.now) }),
    }
    return render(c, <SourcesPage {...props} />)
  }
}

/** As many harvests as are kept, and how many of them a page shows. */
const KEPT_RUNS = 200
const SHOWN_RUNS = 50
const SHOWN_BAD_RECORDS = 50

export function showSource({ db, config }: WebDependencies) {
  const specs = specsOfSettings(config)
  return async (c: Ctx): Promise<Response> => {
    const { site } = c.var
    const source = sourceNamed(c.req.param('source') ?? '')
    const spec = specs.find((one) => one.source === source)
    const kept = await runsOf(db, source, KEPT_RUNS)
    if (!spec && kept.length === 0) throw nothingOf(source)
    const { items: runs, part } = takePart(kept, pageAsked(c), SHOWN_RUNS)
    const props = {
      ...{ site, runs, paging: pagingOf(part, (page) => routes.source(source, page)) },
      told: await freshnessOfSource(db, spec ?? { source, parts: [] }, site.now),
      isConfigured: spec !== undefined,
      host: new URL(urlOf(config, source)).host,
      badRecords: await badRecordsOf(db, source, SHOWN_BAD_RECORDS),
    }
    return render(c, <SourcePage {...props} />, { noindex: part.page > 1 })
  }
}

function sourceNamed(text: string): SourceName {
  const source = sourceNames.find((name) => name === text)
  if (source) return source
  throw nothingOf(text.slice(0, 40))
}

const nothingOf = (name: string) =>
  new NotFound(`Nothing is harvested here from “${name}”. The page of sources lists what is.`)
