import type { createTotals } from '../../papers/lists/totals.ts'
import type { Ctx } from '../environment.ts'
import { AboutPage } from '../pages/about.tsx'
import { SearchHelpPage } from '../pages/search-help.tsx'
import { SourcesPage } from '../pages/sources.tsx'
import { SubscribePage } from '../pages/subscribe.tsx'
import { render } from './answer.ts'

export function showAbout(version: string) {
  return (c: Ctx): Response => render(c, <AboutPage site={c.var.site} version={version} />)
}

export function showSearchHelp(c: Ctx): Response {
  return render(c, <SearchHelpPage site={c.var.site} />)
}

export function showSubscribe(c: Ctx): Response {
  return render(c, <SubscribePage site={c.var.site} />)
}

export function showSources(totalsOf: ReturnType<typeof createTotals>) {
  return async (c: Ctx): Promise<Response> => {
    const { db, site } = c.var
    const { sources, editions } = await totalsOf(db, site.now)
    return render(c, <SourcesPage site={site} sources={sources} editions={editions} />)
  }
}
