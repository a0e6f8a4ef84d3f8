// Past digests as pages.

import { archiveByMonth, type DigestName, nameOfDigest, neighboursOf } from '../../digests/archive.ts'
import { generalLetter } from '../../digests/general-letter.ts'
import type { DigestPeriod } from '../../digests/subscription.ts'
import { NotFound } from '../../errors.ts'
import type { Ctx } from '../environment.ts'
import { ArchivePage } from '../pages/archive.tsx'
import { PastDigestPage } from '../pages/past-digest.tsx'
import { routes } from '../routes.ts'
import { pageAsked, pagingOf, render } from './answer.ts'

/** Those of one period, or of both. */
export function showArchive(period?: DigestPeriod) {
  return async (c: Ctx): Promise<Response> => {
    const { db, site } = c.var
    const { months, part } = await archiveByMonth(db, { today: site.today, period, page: pageAsked(c) })
    const paging = pagingOf(part, (page) => routes.archive(period, page))
    return render(c, <ArchivePage {...{ site, period, months, paging }} />)
  }
}

export function showPastDigest(period: DigestPeriod) {
  return async (c: Ctx): Promise<Response> => {
    const { db, site } = c.var
    const text = c.req.param('key') ?? ''
    const name = nameOfDigest(period, text, site.today)
    if (name.key !== text) return c.redirect(routes.pastDigest(name), 301)
    const { letter } = await letterOf(c, name)
    const neighbours = await neighboursOf(db, name, site.today)
    return render(c, <PastDigestPage {...{ site, name, letter, ...neighbours }} />)
  }
}

/** With links within the site. @throws NotFound */
async function letterOf(c: Ctx, { period, key, day }: DigestName) {
  const { db, site } = c.var
  const general = await generalLetter(db, { name: site.name, publicUrl: '' }, { period, day })
  if (general) return general
  throw new NotFound(
    `There were no papers for ${key}: no digest was made. The archive lists those that were.`,
  )
}
