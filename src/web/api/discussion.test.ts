// A discussion as programs read it: in parts, and without work for formulas that nobody would read.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiDoor, send } from '../../../test/support/api.ts'
import { aComment } from '../../../test/support/comments.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { newMemberId } from '../../accounts/member-id.ts'
import type { Db } from '../../db/connect.ts'
import { routes } from '../routes.ts'

const paper_id = '2603.00001'
const address = `/api/papers/${paper_id}?field=comments`

async function aDiscussion(db: Db) {
  await fill(db, [paperRecord({ id: paper_id })])
  const ada = await aMember(db, 'ada')
  const say = (facts: Partial<Parameters<typeof aComment>[1]>) =>
    aComment(db, { paper_id, person_id: ada.id, ...facts })
  return { ada, say, door: await apiDoor(db) }
}

interface Told {
  id: string
  data: { hidden: boolean; hiddenReason?: string; latest: { raw: string; html: string } }
}

eachDatabase('a discussion for programs', (open) => {
  test('comes in parts, each comment once, the earliest first', async () => {
    const db = await open()
    const { ada, door } = await aDiscussion(db)
    const rows = Array.from({ length: 1_150 }, (_, at) => ({
      ...{ id: newMemberId(), paper_id, person_id: ada.id, parent_id: null, votes: 0, created_at: at },
      ...{ edited_at: null, deleted_at: null, hidden_at: null, hidden_reason: null },
      body: at < 100 ? 'long '.repeat(2_100) : `Short ${at}.`,
    }))
    for (let at = 0; at < rows.length; at += 50)
      await db
        .insertInto('comment')
        .values(rows.slice(at, at + 50))
        .execute()
    const parts: Told[][] = []
    let next: string | undefined = address
    while (next !== undefined) {
      const { status, body, headers } = await door.ask('GET', next)
      assert.deepEqual([status, body.id], [200, paper_id])
      parts.push(body.comments)
      next = /<http:\/\/[^/]+(\/[^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
    }
    assert.deepEqual(
      parts.map(({ length }) => length),
      [100, 1_000, 50],
      'long ones, as many as a part has, and the rest',
    )
    assert.deepEqual(
      parts.flat().map(({ id }) => id),
      rows.map(({ id }) => id),
    )
    for (const after of ['nobody', newMemberId(), '%00'])
      assert.equal((await door.ask('GET', `${address}&after=${after}`)).status, 400, after)
  })

  test('has its formulas set as far as one answer goes; what is hidden takes nothing of that', async () => {
    const { door, say } = await aDiscussion(await open())
    const long = (name: string) => `$${name}$ ${'word '.repeat(12_000)} $${name}$`
    await say({ body: long('h'), created_at: 1, hidden_at: 1, hidden_reason: 'Spam.' })
    await say({ body: long('a'), created_at: 2, votes: 3 })
    await say({ body: long('b'), created_at: 3, votes: 2 })
    await say({ body: 'It costs $5, and $k$ is two.', created_at: 4, votes: 1 })
    const { comments } = await door.read(address)
    const page = await (await send(door.site, 'GET', routes.paper(paper_id))).text()
    const html = comments.map(({ data }: Told) => data.latest.html).join('')
    for (const [text, where] of [
      [html, 'for programs'],
      [page, 'as a page'],
    ] as const) {
      assert.doesNotMatch(text, /\$a\$/, where)
      assert.match(text, /<code>\$b\$<\/code>[^$]*<code>\$b\$<\/code>/, where)
      assert.match(text, /<mi>k<\/mi>/, where)
    }
  })
})
