import { archiveNames } from '../../digests/archive.ts'
import { generalLetter } from '../../digests/general-letter.ts'
import type { DigestPeriod } from '../../digests/subscription.ts'
import { type EditionTimes, startOfDay } from '../../papers/calendar.ts'
import { closingOf } from '../../papers/edition-close.ts'
import type { Ctx } from '../environment.ts'
import { digestEntry } from '../feeds/digest-entry.tsx'
import { routes } from '../routes.ts'
import { pageAsked } from './answer.ts'
import { type ListFeed, limitAsked, numberedParts } from './feed-answer.ts'

/** Digests in a part, where nobody says how many: each holds up to twenty papers. */
const USUAL_SIZE = 10
const MOST = 20

const words = { daily: 'Daily digests', weekly: 'Weekly digests', both: 'Digests' }

/** Past digests, each one an entry: what comes by mail, for who reads feeds. */
export function digestsFeed(times: EditionTimes, period?: DigestPeriod) {
  return async (c: Ctx): Promise<ListFeed> => {
    const { db, site } = c.var
    const size = limitAsked(c, MOST) ?? USUAL_SIZE
    const { names, part } = await archiveNames(db, { today: site.today, period, page: pageAsked(c), size })
    const entries = []
    for (const name of names) {
      const general = await generalLetter(db, site, name)
      if (general) entries.push(digestEntry(site, name, general.letter, closingOf(name.day, times)))
    }
    return {
      list: routes.archive(period),
      title: words[period ?? 'both'],
      description: `What ${site.name} sends by mail, ${period === 'weekly' ? 'each week' : 'each day'} in one entry.`,
      entries,
      since: startOfDay(site.today),
      parts: numberedParts(part, (page) => routes.archive(period, page)),
    }
  }
}
