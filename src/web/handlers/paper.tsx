// Everything behind `/papers/`: ids hold slashes and dots, so the store decides what an address means.

import { accepts } from 'hono/accepts'
import { discussionOf } from '../../community/comments/discussion.ts'
import { newestVoters } from '../../community/votes/vote-queries.ts'
import { Invalid, NotFound } from '../../errors.ts'
import type { Finder } from '../../finding/finder.ts'
import { hasEncodedSlash, idPath, type PaperPath } from '../../papers/identifiers/paper-id-address.ts'
import { paperWithEditions } from '../../papers/lists/listings.ts'
import type { Ctx } from '../environment.ts'
import { PaperPage } from '../pages/paper.tsx'
import { paperFiles, routes } from '../routes.ts'
import { newestVersion } from '../views/versions.ts'
import { given, render } from './answer.ts'
import { ownFollows } from './own-follows.ts'
import { actOn, type PaperAction } from './paper-actions.ts'
import { sendPaperFile } from './paper-file.ts'
import { paperMembers } from './paper-members.ts'
import { noSuchPage, rawPaperPath, readingOf } from './paper-reading.ts'
import { sendShareCard } from './share-card.ts'
import { similarPapers } from './similar.ts'
import { withOwnVotes } from './vote.ts'

/** A paper's page, its files and its picture; pasted forms of its id lead to the canonical address. */
export function showPaper(finder: Finder, actions: readonly PaperAction[]) {
  return (c: Ctx): Promise<Response> => answer(c, finder, actions)
}

async function answer(c: Ctx, finder: Finder, actions: readonly PaperAction[]): Promise<Response> {
  const path = rawPaperPath(c)
  const reading = await readingOf(c.var.db, path)
  const elsewhere = canonicalAddress(reading, path, new URL(c.req.url).search)
  if (elsewhere !== null) return c.redirect(elsewhere, reading.version === undefined ? 301 : 302)

  const { id, suffix, action } = reading
  if (action === 'card.png') return sendShareCard(c, id)
  const file = paperFiles.find((one) => one === suffix)
  if (action !== undefined) return actOn(c, id, { method: 'GET', action, actions })
  if (suffix !== undefined && !file) throw noSuchPage()
  if (file) return sendPaperFile(c, id, file)
  c.header('Vary', 'Accept', { append: true })
  return prefersMarkdown(c) ? sendPaperFile(c, id, 'md') : showPage(c, id, finder)
}

/** As many of those who voted are shown. */
const FACES = 12

async function showPage(c: Ctx, id: string, finder: Finder): Promise<Response> {
  const { db, site, viewer } = c.var
  const { today } = site
  const [{ paper: found, editions }, similar, voters, members, discussion, own] = await Promise.all([
    paperWithEditions(db, { id, today }),
    similarPapers(c, finder, id),
    newestVoters(db, id, FACES),
    paperMembers(c, id),
    discussionOf(db, { paperId: id, order: 'votes', page: 1, personId: viewer?.id }),
    ownFollows(c),
  ])
  const [paper = found] = await withOwnVotes(c, [found])
  const version = versionAsked(c, newestVersion(paper)?.number)
  const shown = version === undefined ? {} : { shownVersion: version }
  return render(
    c,
    <PaperPage {...{ site, paper, editions, voters, discussion, members, similar }} {...own} {...shown} />,
  )
}

/** Where the paper really is; null when it is here. */
function canonicalAddress(
  { id, version, suffix, action }: PaperPath,
  path: string,
  search: string,
): string | null {
  if (version !== undefined && suffix === undefined && action === undefined)
    return routes.paperVersion(id, version)
  const canonical = `${idPath(id)}${suffix ? `.${suffix}` : ''}${action ? `/${encodeURI(action)}` : ''}`
  // As a browser would send it: otherwise an odd id could lead to itself for ever.
  const sent = new URL(`/papers/${canonical}`, 'http://localhost').pathname
  return version === undefined &&
    (sent === `/papers/${path}` || !sent.startsWith('/papers/')) &&
    !hasEncodedSlash(path)
    ? null
    : `/papers/${canonical}${search}`
}

function versionAsked(c: Ctx, newest: number | undefined): number | undefined {
  const text = given(c, 'version')
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,2}$/.test(text)) {
    throw new Invalid('“version” must be the number of a version, from 1.', {
      version: 'must be a number from 1',
    })
  }
  if (newest !== undefined && Number(text) > newest) {
    throw new NotFound(`This paper has no version ${text}: its newest is version ${newest}.`)
  }
  return Number(text)
}

function prefersMarkdown(c: Ctx): boolean {
  const supports = ['text/html', 'text/markdown']
  return accepts(c, { header: 'Accept', supports, default: 'text/html' }) === 'text/markdown'
}
