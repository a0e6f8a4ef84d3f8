// No text of anybody becomes markup, whichever field it came in by.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newMemberId } from '../../src/accounts/member-id.ts'
import { routes } from '../../src/web/routes.ts'
import { assertNone } from '../invariants/violations.ts'
import { aComment } from '../support/comments.ts'
import { eachDatabase } from '../support/database.ts'
import { fill, paperRecord } from '../support/records.ts'
import { noon } from '../support/site.ts'
import { type Door, openDoor } from './door.ts'
import { madeMarkup } from './made-markup.ts'
import { markupPayloads } from './markup-payloads.ts'
import { formLines, methodOf, routeTable } from './route-table.ts'

const day = '2026-03-04'
const at = Date.parse(noon)

eachDatabase('texts of others', (open) => {
  test('stay texts on every page', async () => {
    const door = await openDoor(await open())
    const paths = await fillWithPayloads(door)
    const found: string[] = []
    for (const path of paths) {
      const answer = await door.ask('GET', path, 'admin')
      assert.ok(answer.status < 500, `${path}: ${answer.status}`)
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
      const page = await answer.text()
      assert.ok(!path.includes('2603.') || /xss/.test(page), `${path} shows the text`)
      found.push(...madeMarkup(page).map((made) => `${path}: ${made}`))
    }
    assertNone(found, 'A text became markup:')
  })

  test('stay texts where a form shows again what was sent', async () => {
    const door = await openDoor(await open())
    const found: string[] = []
    for (const line of formLines) {
      const names = Object.keys((await line.fields?.(door)) ?? {})
      for (const payload of markupPayloads.filter((_, i) => i % 8 === 1)) {
        const fields = Object.fromEntries([...names, 'next'].map((name) => [name, payload]))
        const answer = await door.ask('POST', await line.path(door), 'admin', fields)
        assert.ok(answer.status < 500, `${line.route}: ${answer.status}`)
        found.push(...madeMarkup(await answer.text()).map((made) => `${line.route}: ${made}`))
      }
    }
    assertNone(found, 'A text became markup:')
  })

  test('stay texts in answers to addresses', async () => {
    const door = await openDoor(await open())
    const found: string[] = []
    for (const payload of markupPayloads.filter((_, i) => i % 4 === 1)) {
      const text = encodeURIComponent(payload)
      const asked = [
        '/papers?q=',
        '/sign-in?next=/',
        '/sign-in/owner?token=',
        '/moderation/log?action=',
        '/reports/new?kind=',
        '/papers/submit?text=',
        '/papers/',
        '/papers/new/',
        '/papers/date/',
        '/@',
        '/',
        '/sources/',
      ]
      for (const path of asked) {
        const answer = await door.ask('GET', path + text, 'admin')
        assert.ok(answer.status < 500, `${path}${text}: ${answer.status}`)
        if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
        found.push(...madeMarkup(await answer.text()).map((made) => `${path}${text}: ${made}`))
      }
    }
    assertNone(found, 'A text became markup:')
  })
})

test('what is looked for would be found', () => {
  const page = (body: string) =>
    `<!doctype html><html lang="en"><head><title>x</title></head><body>${body}</body></html>`
  for (const made of [
    '<script>x</script>',
    '<p onclick="x">a</p>',
    '<a href="javascript:x">a</a>',
    '<img src="//evil.example" alt="">',
    '<a href="&#106;avascript:x" xss="1">a</a>',
    '<iframe></iframe>',
  ]) {
    assert.equal(madeMarkup(page(made)).length, 1, made)
  }
  assert.deepEqual(
    madeMarkup(page('<a href="https://x.example">a</a><script src="/assets/a.js"></script>')),
    [],
  )
})

/** Puts each payload wherever texts are kept, and returns the addresses that show them. */
async function fillWithPayloads(door: Door): Promise<string[]> {
  const { db, people, paperId } = door
  const records = markupPayloads.map((payload, i) =>
    paperRecord({
      ...{
        id: `2603.${String(10_000 + i)}`,
        title: `A ${payload}`,
        abstract: `On ${payload} and\n\n${payload}`,
      },
      authors: [{ name: payload }],
      ...{
        keywords: [payload],
        venues: [payload],
        comment: payload,
        aiSummary: payload,
        published: '2026-03-03',
      },
      entries: [{ day, place: i, submittedBy: { name: `recorded-${i}`, fullname: payload } }],
    }),
  )
  await fill(db, records)
  const owner = people.owner.id
  await db
    .updateTable('person')
    .set({ fullname: markupPayloads[7] ?? '' })
    .where('id', '=', owner)
    .execute()
  for (const [i, payload] of markupPayloads.entries()) {
    const paper_id = records[i]?.id ?? paperId
    const commentId = await aComment(db, { paper_id, person_id: owner, body: payload })
    await aComment(db, { paper_id, person_id: owner, hidden_at: at, hidden_reason: payload })
    await db
      .insertInto('thread_lock')
      .values({ paper_id, reason: payload, locked_by: owner, locked_at: at })
      .execute()
    await db
      .insertInto('moderation_entry')
      .values({
        id: newMemberId(),
        at,
        person_id: owner,
        action: 'lock',
        subject_kind: 'paper',
        subject_id: paper_id,
        reason: payload,
        undoes: null,
      })
      .execute()
    await db
      .insertInto('report')
      .values({
        id: newMemberId(),
        subject_kind: 'comment',
        subject_id: commentId,
        person_id: owner,
        reason: payload,
        created_at: at,
        state: 'open',
        settled_by: null,
        settled_at: null,
      })
      .execute()
    await db
      .insertInto('submission')
      .values({
        id: newMemberId(),
        paper_id,
        person_id: people.admin.id,
        day,
        state: i % 2 ? 'waiting' : 'refused',
        note: payload,
        media: '[]',
        reason: payload,
        decided_by: owner,
        created_at: at,
        decided_at: at,
      })
      .execute()
    await db
      .insertInto('claim')
      .values({
        id: newMemberId(),
        paper_id,
        author_name: payload,
        person_id: people.admin.id,
        evidence: payload,
        state: i % 2 ? 'waiting' : 'refused',
        reason: payload,
        shown: 1,
        decided_by: owner,
        created_at: at,
        decided_at: null,
      })
      .execute()
    await db
      .insertInto('notification')
      .values({
        id: newMemberId(),
        person_id: people.admin.id,
        kind: 'moderation',
        actor_id: owner,
        paper_id,
        comment_id: commentId,
        sentence: payload,
        created_at: at,
        read_at: null,
        mailed_at: null,
      })
      .execute()
  }
  const reads = routeTable.filter((line) => methodOf(line) === 'GET')
  const said = { ...door, comment: () => door.comment({ body: markupPayloads[0] ?? '' }) }
  const all = await Promise.all(reads.map((line) => line.path(said)))
  return [
    ...all,
    routes.day(day),
    ...records.flatMap(({ id }) => [routes.paper(id), routes.discussion(id)]),
    routes.adminEdition(day),
    routes.person('some-owner'),
    routes.person('recorded-3'),
  ]
}
