// A page asks the database as often for thirty papers as for three: whoever asks once for each finds out here.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/support/app.ts'
import { aComment } from '../../test/support/comments.ts'
import { databaseKinds } from '../../test/support/database.ts'
import { aMember, browserHeaders } from '../../test/support/members.ts'
import { paperRecord } from '../../test/support/records.ts'
import { routes } from './routes.ts'

const day = '2026-03-03'
const first = '2603.00001'

const papers = (count: number) =>
  Array.from({ length: count }, (_, place) =>
    paperRecord({
      id: `2603.${String(place + 1).padStart(5, '0')}`,
      title: `Learning to read, part ${place}`,
      published: '2026-03-02',
      categories: ['cs.CL'],
      entries: [{ day, place, recordedVotes: count - place }],
    }),
  )

const paths = [
  ...[routes.front(), routes.day(day), routes.week('2026-W10'), routes.month('2026-03'), routes.trending()],
  ...[routes.newest(), routes.newest({ category: 'cs.CL' }), routes.search({ q: 'learning' })],
  ...[routes.paper(first), routes.discussion(first), routes.person('ada'), routes.following()],
  ...[`${routes.day(day)}.atom`, `${routes.day(day)}.json`, `${routes.day(day)}.md`, '/sitemap.xml'],
  ...[`/api/daily_papers?date=${day}`, '/api/papers?limit=50', '/api/papers/search?q=learning'],
]

/** Which queries each page needs, of nobody and of a member. */
async function queriesWith(
  kind: (typeof databaseKinds)[number],
  count: number,
): Promise<Map<string, string[]>> {
  const { request, db, onQuery } = await testApp({ kind, records: papers(count) })
  const ada = await aMember(db, 'ada')
  for (let at = 0; at < count; at++) {
    await aComment(db, { paper_id: first, person_id: ada.id, body: `Remark ${at}` })
    await request(`/papers/2603.${String(at + 1).padStart(5, '0')}/vote`, {
      ...{ method: 'POST', body: 'vote=up' },
      headers: { ...ada.headers, 'content-type': 'application/x-www-form-urlencoded' },
    })
  }
  let asked: string[] = []
  onQuery(({ sql }) => asked.push(sql))
  const found = new Map<string, string[]>()
  for (const [who, headers] of Object.entries({ nobody: browserHeaders(), member: ada.headers }))
    for (const path of paths) {
      asked = []
      const answer = await request(path, { headers })
      await answer.text()
      assert.ok(answer.status < 400, `${path} answered ${answer.status}`)
      found.set(`${path} for a ${who}`, asked)
    }
  return found
}

for (const kind of databaseKinds)
  test(`no page asks once for each paper, comment or vote (${kind})`, async () => {
    const few = await queriesWith(kind, 3)
    const many = await queriesWith(kind, 30)
    assert.ok(few.get(`${routes.day(day)} for a member`)?.length, 'nobody counts')
    for (const [page, queries] of many) {
      const fewer = few.get(page) ?? []
      assert.ok(
        queries.length <= fewer.length + 1,
        `${page}: ${fewer.length} → ${queries.length}\n${queries.join('\n')}`,
      )
    }
  })
