// The searches that a member keeps: to look at, to add to, to change.

import { accountLimits } from '../../accounts/account-limits.ts'
import { countAttempt } from '../../accounts/limits.ts'
import type { Db } from '../../db/connect.ts'
import { listPapers } from '../../papers/lists/listed.ts'
import { newestFinds } from '../../saved-searches/find-queries.ts'
import { changeSearch, deleteSearch, ownSearchById, saveSearch } from '../../saved-searches/save-search.ts'
import { readSearchWish, readSettings, savedSearchOf } from '../../saved-searches/saved-search.ts'
import { searchesOf } from '../../saved-searches/saved-search-queries.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { SavedSearchesPage, type ShownSearch } from '../pages/saved-searches.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireOwnPages, requireOwnSettings } from './own-settings.ts'
import { requireMay } from './require-viewer.ts'

/** Of what a search found, so much is on the page. */
const SHOWN = 3
/** So many are asked for, to say that there are more. */
const COUNTED = 100

const words: Record<string, string> = {
  saved: 'The search is saved.',
  changed: 'Saved.',
  deleted: 'The search is deleted.',
  asked: 'New papers are being compared with your searches: load this page again in a moment.',
}

export function showSavedSearches({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.savedSearches()), 303)
    const searches = await shownSearches(db, requireOwnPages(c).id)
    const said = words[given(c, 'done') ?? '']
    const props = { site: c.var.site, searches, ...(said !== undefined && { said }) }
    return render(c, <SavedSearchesPage {...props} />, { noindex: true })
  }
}

export function saveOwnSearch({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: memberId } = requireSaver(c)
    const form = await readForm(c)
    const { site } = c.var
    const line = (name: string) => form.line(name, 1_000)
    const before = await shownSearches(db, memberId)
    return orFormAgain(
      c,
      async () => {
        await countAttempt(db, accountLimits.searches, memberId, site.now)
        const { search } = await saveSearch(db, memberId, readSearchWish(line), site.now)
        return c.redirect(routes.savedSearches('saved', search.id), 303)
      },
      (problem) => (
        <SavedSearchesPage
          {...{ site, searches: before, problem, typed: { q: line('q'), name: line('name') } }}
        />
      ),
    )
  }
}

export function changeOwnSearch({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: memberId } = requireSaver(c)
    const form = await readForm(c)
    const { site } = c.var
    const own = { id: c.req.param('id') ?? '', memberId }
    const before = await shownSearches(db, memberId)
    return orFormAgain(
      c,
      async () => {
        const { query } = await ownSearchById(db, own)
        await changeSearch(
          db,
          own,
          readSettings((name) => form.line(name, 1_000), query),
          site.now,
        )
        return c.redirect(routes.savedSearches('changed', own.id), 303)
      },
      (problem) => <SavedSearchesPage {...{ site, searches: before, problem }} />,
    )
  }
}

export function deleteOwnSearch({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: memberId } = requireSaver(c)
    await deleteSearch(db, { id: c.req.param('id') ?? '', memberId })
    return c.redirect(routes.savedSearches('deleted'), 303)
  }
}

export function runNow({ db, askForSearches }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id } = requireSaver(c)
    await countAttempt(db, accountLimits.searchRuns, id, c.var.site.now)
    await askForSearches()
    return c.redirect(routes.savedSearches('asked'), 303)
  }
}

/** @throws Forbidden */
function requireSaver(c: Ctx) {
  requireMay(c, 'save-searches', { owner: c.var.viewer?.id ?? null })
  return requireOwnSettings(c)
}

async function shownSearches(db: Db, memberId: string): Promise<ShownSearch[]> {
  const rows = await searchesOf(db, memberId)
  const found = await newestFinds(
    db,
    rows.map(({ id }) => id),
    COUNTED,
  )
  const finds = Map.groupBy(found, ({ saved_search_id }) => saved_search_id)
  const first = [...finds.values()].flatMap((some) => some.slice(0, SHOWN).map(({ paper_id }) => paper_id))
  const papers = new Map((await listPapers(db, [...new Set(first)])).map((paper) => [paper.id, paper]))
  return rows.map((row) => {
    const own = finds.get(row.id) ?? []
    const newest = own.slice(0, SHOWN).flatMap(({ paper_id }) => papers.get(paper_id) ?? [])
    return { ...savedSearchOf(row), newest, found: own.length, isMore: own.length === COUNTED }
  })
}
