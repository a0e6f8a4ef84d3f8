// Sites whose feeds are read as a reader's program reads them.

import assert from 'node:assert/strict'
import type { Db } from '../../src/db/connect.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import type { Web } from '../../src/web/create-web.ts'
import { offences } from './feed-rules.ts'
import { finderOver } from './finder.ts'
import { testOrigin } from './members.ts'
import { fill, paperRecord } from './records.ts'
import { type SiteFacts, siteOver } from './site.ts'
import { childrenOf, readXml, textOf } from './xml.ts'

/** Three editions of three papers, and a paper on no list. */
export const feedPapers = (): PaperRecord[] => [
  ...['2026-03-04', '2026-03-03', '2026-02-27'].flatMap((day, edition) =>
    [0, 1, 2].map((place) =>
      paperRecord({
        ...{
          id: `260${edition + 1}.0000${place + 1}`,
          title: `Paper ${edition}${place} of $\\alpha$`,
          published: day,
        },
        categories: [place === 0 ? 'cs.CL' : 'cs.LG', '68T50'],
        entries: [
          {
            day,
            place,
            enteredAt: `${day}T0${9 - place}:00:00.000Z`,
            recordedVotes: place,
            submittedBy: { name: 'ada' },
          },
        ],
      }),
    ),
  ),
  paperRecord({ id: 'file:undated', title: 'Undated' }),
]

/** A site with `feedPapers`. */
export async function aSiteWithFeeds(db: Db, facts: SiteFacts = {}): Promise<Web> {
  await fill(db, feedPapers())
  return siteOver(db, { finder: finderOver(feedPapers()), ...facts })
}

export const askForFeed = async (
  site: Web,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> => site.request(testOrigin + path, { headers })

export interface ReadFeed {
  ids: string[]
  title: string
  text: string
  /** Addresses by relation, without the origin. */
  links: Record<string, string | undefined>
}

/** An Atom feed that must be valid. */
export async function readFeed(site: Web, path: string): Promise<ReadFeed> {
  const answer = await askForFeed(site, path)
  const text = await answer.text()
  assert.equal(answer.status, 200, `${path}: ${text}`)
  assert.deepEqual(offences('atom', text), [], path)
  const feed = readXml(text)
  const links = childrenOf(feed, 'link').map(({ attributes: { rel = '', href = '' } }) => {
    assert.ok(href.startsWith(testOrigin), href)
    return [rel, href.slice(testOrigin.length)]
  })
  const ids = childrenOf(feed, 'entry').map(
    (entry) => textOf(entry, 'id')?.replace(/^.*2026:\w+\//, '') ?? '',
  )
  return { ids, title: textOf(feed, 'title') ?? '', text, links: Object.fromEntries(links) }
}
