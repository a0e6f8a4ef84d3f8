// The program’s own protocols find what was generated: without faults, and in spite of all of them.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Protocol } from '../../../src/sources/protocol.ts'
import { aclProtocol } from '../../../src/sources/protocols/acl-anthology.ts'
import { arxivFeedProtocol } from '../../../src/sources/protocols/arxiv-feed.ts'
import { arxivOaiProtocol } from '../../../src/sources/protocols/arxiv-oai.ts'
import { arxivQueryProtocol } from '../../../src/sources/protocols/arxiv-query.ts'
import { biorxivProtocol } from '../../../src/sources/protocols/biorxiv.ts'
import { hfDailyProtocol } from '../../../src/sources/protocols/hf-daily.ts'
import { openReviewProtocol } from '../../../src/sources/protocols/openreview.ts'
import { announceType } from './arxiv-feed-server.ts'
import { dailyList } from './daily-lists.ts'
import { everyFault } from './faults.ts'
import { aclCollection, openreviewVenue } from './generate-others.ts'
import type { GeneratedPaper, ListName } from './generated-paper.ts'
import { type Harvest, harvest } from './harvest-loop.ts'
import { type MisbehavingServer, startMisbehavingServer } from './start.ts'

let server: MisbehavingServer
let url: (name: string) => string
before(async () => {
  server = await startMisbehavingServer({ seed: 3, records: 700, pageSize: 40 })
  url = (name) => server.settings[name] ?? ''
})
after(() => server.close())

const harvested = <C extends object>(protocol: Protocol<C>): Promise<Harvest> =>
  harvest(protocol, server.world)

type Facts = Partial<Record<keyof GeneratedPaper, unknown>>

function assertSame(found: Harvest, wanted: GeneratedPaper[], names: (keyof GeneratedPaper)[]): void {
  assert.ok(wanted.length > 0)
  assert.deepEqual([...found.papers.keys()].sort(), wanted.map(({ id }) => id).sort())
  for (const paper of wanted) {
    const record = found.papers.get(paper.id)
    const told: Facts = { ...record, authors: record?.authors.map(({ name }) => name) }
    const chosen = (facts: Facts) => Object.fromEntries(names.map((name) => [name, facts[name]]))
    assert.deepEqual(chosen(told), chosen({ ...paper }))
  }
}

const inCategories = (categories: string[]) =>
  server.records.filter((paper) => paper.categories.some((name) => categories.includes(name)))
const texts = ['title', 'abstract', 'authors'] as const
const ofArxiv = [...texts, 'categories', 'comment', 'journalRef', 'doi'] as const

describe('protocols', () => {
  test('OAI-PMH', async () => {
    const categories = ['cs.AI', 'quant-ph']
    const found = await harvested(arxivOaiProtocol({ url: url('ARXIV_OAI_URL'), categories }))
    assertSame(found, inCategories(categories), [...ofArxiv, 'withdrawn', 'licence'])
    for (const { id, versions } of inCategories(categories)) {
      assert.deepEqual(
        found.papers.get(id)?.versions,
        versions.map(({ withdrawn, ...version }) => ({ ...version, ...(withdrawn ? { withdrawn } : {}) })),
      )
    }
  })

  test('query API', async () => {
    const { since, until } = server.world
    const found = await harvested(arxivQueryProtocol({ url: url('ARXIV_API_URL'), categories: ['cs.LG'] }))
    const wanted = inCategories(['cs.LG']).filter(({ versions }) => {
      const day = versions[0]?.at.slice(0, 10) ?? ''
      return day >= since && day <= until
    })
    assertSame(found, wanted, [...ofArxiv])
    for (const { id, versions } of wanted) assert.equal(found.papers.get(id)?.updated, versions.at(-1)?.at)
  })

  test('feed', async () => {
    const categories = ['cs.CL', 'cs.CV']
    const found = await harvested(arxivFeedProtocol({ url: url('ARXIV_RSS_URL'), categories }))
    const wanted = inCategories(categories).filter(({ modified }) => modified === server.world.until)
    assertSame(found, wanted, [...texts, 'categories', 'licence'])
    assert.deepEqual(
      found.announcements.map(({ paperId, day, kind }) => `${paperId} ${day} ${kind}`).sort(),
      wanted.map((paper) => `${paper.id} ${server.world.until} ${announceType(paper, categories)}`).sort(),
    )
  })

  test('daily list', async () => {
    const { arxiv, seed } = server.world
    const { read } = await harvested(hfDailyProtocol({ url: url('HF_URL') }))
    const days = [...new Set(server.records.map(({ modified }) => modified))]
    const wanted = days.flatMap((day) =>
      dailyList(arxiv, seed, day).map(({ paper, place, upvotes, comments, enteredAt }) => {
        const { id, title, abstract } = paper
        return { id, title, abstract, day, place, upvotes, comments, enteredAt }
      }),
    )
    assert.deepEqual(
      read.map(({ id, title, abstract, recordedVotes, recordedComments, entries: [entry] }) => {
        const { day, place, enteredAt } = entry ?? {}
        return {
          id,
          title,
          abstract,
          day,
          place,
          upvotes: recordedVotes,
          comments: recordedComments,
          enteredAt,
        }
      }),
      wanted,
    )
  })

  for (const name of ['biorxiv', 'medrxiv'] as const) {
    test(name, async () => {
      const options = { url: url('BIORXIV_URL'), server: name, categories: [] }
      const found = await harvested(biorxivProtocol(options))
      assertSame(found, server.recordsOf(name), [...texts, 'categories', 'doi', 'licence'])
    })
  }

  test('OpenReview', async () => {
    const found = await harvested(
      openReviewProtocol({ url: url('OPENREVIEW_URL'), venues: [openreviewVenue] }),
    )
    assertSame(found, server.recordsOf('openreview'), [...texts, 'keywords'])
  })

  test('ACL Anthology', async () => {
    const found = await harvested(aclProtocol({ url: url('ACL_URL'), collections: [aclCollection] }))
    assertSame(found, server.recordsOf('acl'), [...texts, 'doi', 'withdrawn'])
    for (const { id, code, award } of server.recordsOf('acl')) {
      assert.deepEqual(
        found.papers.get(id)?.links.map((link) => link.url),
        code ? [code] : [],
      )
      assert.deepEqual(found.papers.get(id)?.awards, award ? [award] : [])
    }
  })
})

describe('in spite of every fault, a patient client ends with all records', () => {
  const protocols: [name: ListName, protocolAt: (settings: Record<string, string>) => Protocol<object>][] = [
    [
      'arxiv',
      ({ ARXIV_OAI_URL = '' }) =>
        arxivOaiProtocol({ url: ARXIV_OAI_URL, categories: [] }) as Protocol<object>,
    ],
    [
      'biorxiv',
      ({ BIORXIV_URL = '' }) =>
        biorxivProtocol({ url: BIORXIV_URL, server: 'biorxiv', categories: [] }) as Protocol<object>,
    ],
  ]
  for (const [name, protocolAt] of protocols) {
    test(name, async () => {
      const mad = await startMisbehavingServer({
        seed: 5,
        records: 400,
        pageSize: 20,
        faults: everyFault,
        stallMs: 10,
        dripMs: 1,
      })
      try {
        const found = await harvest(protocolAt(mad.settings), mad.world, 6)
        assertSame(found, mad.recordsOf(name), name === 'biorxiv' ? ['abstract'] : [...texts])
        assert.ok(new Set(mad.requests.map(({ fault }) => fault)).size > 5)
      } finally {
        await mad.close()
      }
    })
  }
})
