// Links, keywords and the summary of a paper, as authors, submitters and curators set them.

import { may } from '../../accounts/permissions.ts'
import { setSummary, typedSummary } from '../../community/curation/set-summary.ts'
import { setByMembers } from '../../community/links/members-statement.ts'
import { changesOfPaper } from '../../community/links/paper-owner-queries.ts'
import { linkFields, type TypedLinks } from '../../community/links/read-links.ts'
import { linksForm, mayChangeLinks, setLinks } from '../../community/links/set-links.ts'
import { Forbidden, isKnownError, NotFound } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import type { Ctx } from '../environment.ts'
import { statusOf } from '../middleware/errors.tsx'
import { PaperLinksPage, type PaperLinksPageProps } from '../pages/paper-links.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { type Form, readForm } from './form.ts'
import type { PaperAction } from './paper-actions.ts'
import { requireMay, requireViewer } from './require-viewer.ts'

export const linkActions: readonly PaperAction[] = [
  { method: 'GET', path: /^links$/, handle: (c, id) => showLinks(c, id) },
  { method: 'POST', path: /^links$/, handle: saveLinks },
  { method: 'POST', path: /^summary$/, handle: saveSummary },
]

type Again = Pick<PaperLinksPageProps, 'problem'> & Partial<Pick<PaperLinksPageProps, 'links' | 'summary'>>

async function showLinks(c: Ctx, id: PaperId, again: Again = {}): Promise<Response> {
  const { db, site } = c.var
  const viewer = requireViewer(c)
  if (site.sample || !(await mayChangeLinks(db, viewer, id))) {
    throw new Forbidden(
      'Only authors of this paper, who submitted it and curators set its links. Claim it first.',
    )
  }
  const paper = await paperById(db, id)
  if (!paper) throw new NotFound('This paper is not in the collection of this site.')
  const set = await setByMembers(db, id)
  const { typed: links, stamp } = linksForm(set, paper.keywords)
  const isCurator = may(viewer, 'set-keywords')
  const props = {
    ...{ site, paper, links, stamp, changes: await changesOfPaper(db, id) },
    ...(isCurator && { summary: typedSummary(set, paper.keywords) }),
    ...again,
  }
  return render(c, <PaperLinksPage {...props} />, { noindex: true })
}

async function saveLinks(c: Ctx, paperId: PaperId): Promise<Response> {
  const { db, site } = c.var
  const viewer = requireViewer(c)
  const form = await readForm(c)
  const typed = linksIn(form)
  return orAgain(c, paperId, { links: typed }, () =>
    setLinks(db, { paperId, viewer, typed, stamp: form.line('stamp'), now: site.now }),
  )
}

async function saveSummary(c: Ctx, paperId: PaperId): Promise<Response> {
  const { db, site } = c.var
  const by = requireMay(c, 'set-keywords')
  const form = await readForm(c)
  const typed = {
    keywords: form.text('keywords', 5_000),
    summary: form.text('summary', 5_000),
    source: form.line('source'),
  }
  return orAgain(c, paperId, { summary: typed }, () =>
    setSummary(db, { paperId, by, typed, stamp: form.line('stamp'), now: site.now }),
  )
}

/** A refusal shows the form again, with what was typed. */
async function orAgain(c: Ctx, id: PaperId, typed: Again, save: () => Promise<void>): Promise<Response> {
  try {
    await save()
  } catch (error) {
    if (!isKnownError(error) || error instanceof Forbidden || error instanceof NotFound) throw error
    c.status(statusOf(error))
    return showLinks(c, id, { ...typed, problem: error.message })
  }
  return c.redirect(routes.paper(id), 303)
}

function linksIn(form: Form): TypedLinks {
  const fields = linkFields.map(({ kind }) => [kind, form.text(kind, 10_000)] as const)
  return {
    ...(Object.fromEntries(fields) as Omit<TypedLinks, 'organization'>),
    organization: form.line('organization'),
  }
}
