import type { Ctx } from '../environment.ts'
import { AboutPage } from '../pages/about.tsx'
import { SearchHelpPage } from '../pages/search-help.tsx'
import { render } from './answer.ts'

export function showAbout(version: string) {
  return (c: Ctx): Response => render(c, <AboutPage site={c.var.site} version={version} />)
}

export function showSearchHelp(c: Ctx): Response {
  return render(c, <SearchHelpPage site={c.var.site} />)
}
