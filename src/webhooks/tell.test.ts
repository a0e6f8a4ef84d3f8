import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { doorOf } from '../../test/support/door.ts'
import { type HookReceiver, hookReceiver } from '../../test/support/hook-receiver.ts'
import { aMember } from '../../test/support/members.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { aHook, logOf, now, runWebhooks } from '../../test/support/webhooks.ts'
import { deleteMember } from '../accounts/delete-member.ts'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import type { PaperRecord } from '../papers/paper.ts'
import { saveRecordsIn } from '../papers/save.ts'
import { routes } from '../web/routes.ts'
import { sendOneAgain } from './delivery-queries.ts'
import { eventTypes } from './event-types.ts'

const DAY = 86_400_000
const site = 'https://papers.example'

const told = ({ received }: HookReceiver) =>
  received.map(({ body }) => {
    const { type, data } = JSON.parse(body)
    return { type, data }
  })

const idsTold = (receiver: HookReceiver) =>
  told(receiver).map(({ type, data }) => [type, data.day, data.papers.map(({ id }: { id: string }) => id)])

const listed = (id: string, day: string, place: number, recordedVotes = 0): PaperRecord =>
  paperRecord({ id, published: day, entries: [{ day, place, recordedVotes }] })

const harvested = (db: Db, records: PaperRecord[]) =>
  inTransaction(db, (tx) => saveRecordsIn(tx, records, 'arxiv'))

async function openHooked(open: () => Promise<Db>) {
  const [db, receiver] = [await open(), await hookReceiver()]
  const hook = await aHook(db, receiver.url, eventTypes)
  // What is there when the site first looks is no news.
  await runWebhooks(db)
  return { db, receiver, hook }
}

eachDatabase('webhooks tell of editions', (open) => {
  test('when a paper comes onto a list, once, and when the list is final', async () => {
    const { db, receiver } = await openHooked(open)
    await fill(db, [listed('2603.00001', '2026-03-04', 0, 1), listed('2603.00002', '2026-03-04', 1, 5)])
    await runWebhooks(db)
    await runWebhooks(db, now + 60_000)
    assert.deepEqual(idsTold(receiver), [['edition.entry', '2026-03-04', ['2603.00001', '2603.00002']]])
    await fill(db, [listed('2603.00003', '2026-03-04', 2, 2)])
    await runWebhooks(db, now + DAY)
    await runWebhooks(db, now + DAY + 60_000)
    const news = idsTold(receiver).slice(1)
    assert.deepEqual(news.sort().reverse(), [
      ['edition.entry', '2026-03-04', ['2603.00003']],
      ['edition.closed', '2026-03-04', ['2603.00002', '2603.00003', '2603.00001']],
    ])
    const closed = told(receiver).find(({ type }) => type === 'edition.closed')
    assert.equal(closed?.data.total, 3)
    assert.equal(closed?.data.url, site + routes.day('2026-03-04'))
    assert.deepEqual(closed?.data.papers[0], {
      ...{ id: '2603.00002', url: site + routes.paper('2603.00002'), title: 'On the matter of 2603.00002' },
      ...{ authors: ['Ada Example', 'Ben Sample'], publishedAt: '2026-03-04T00:00:00.000Z' },
      summary: 'We state a question, answer it, and say how far the answer holds.',
      ...{ categories: [], upvotes: 5, numComments: 0 },
    })
  })

  test('of days past and days to come nothing is told, of a late list all', async () => {
    const { db, receiver } = await openHooked(open)
    await fill(db, [listed('2501.00001', '2025-01-10', 0), listed('2603.00009', '2026-03-06', 0)])
    await runWebhooks(db)
    assert.deepEqual(receiver.received, [])
    await fill(db, [listed('2603.00004', '2026-03-02', 0)])
    await runWebhooks(db)
    assert.deepEqual(
      idsTold(receiver)
        .map(([type]) => type)
        .sort(),
      ['edition.closed', 'edition.entry'],
    )
  })

  test('of what was there before nothing, and nobody else than who asked', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    await fill(db, [listed('2603.00001', '2026-03-04', 0), listed('2603.00002', '2026-03-03', 0)])
    await aHook(db, receiver.url, ['edition.closed'])
    await runWebhooks(db)
    assert.deepEqual(receiver.received, [])
    await fill(db, [listed('2603.00003', '2026-03-04', 1)])
    await runWebhooks(db)
    assert.deepEqual(receiver.received, [])
    await runWebhooks(db, now + DAY)
    assert.deepEqual(
      idsTold(receiver).map(([type]) => type),
      ['edition.closed'],
    )
  })
})

eachDatabase('webhooks tell of new papers', (open) => {
  const paper = (n: number, facts: Partial<PaperRecord> = {}) =>
    paperRecord({ id: `2603.${String(10_000 + n)}`, published: '2026-03-03', ...facts })

  test('that were harvested, in batches; not of imported, changed or old ones', async () => {
    const { db, receiver } = await openHooked(open)
    await fill(db, [paper(1), paper(2)])
    await harvested(db, [paper(1, { title: 'Changed' }), paper(3), paper(4, { published: '2024-01-01' })])
    await harvested(
      db,
      Array.from({ length: 150 }, (_, n) => paper(100 + n)),
    )
    await runWebhooks(db)
    await runWebhooks(db)
    const sizes = told(receiver).map(({ type, data }) => [type, data.papers.length])
    assert.deepEqual(sizes.sort(), [
      ['paper.added', 100],
      ['paper.added', 51],
    ])
    assert.deepEqual(await db.selectFrom('paper_addition').selectAll().execute(), [])
  })

  test('of some categories, where only they are wanted', async () => {
    const { db, receiver } = await openHooked(open)
    const choosy = await hookReceiver()
    await aHook(db, choosy.url, ['paper.added'], 'cs.CL, stat')
    const [words, pictures, numbers] = [['cs.AI', 'cs.CL'], ['cs.CV'], ['stat.ML']]
    await harvested(db, [
      paper(1, { categories: words }),
      paper(2, { categories: pictures }),
      paper(3, { categories: numbers }),
    ])
    await harvested(db, [paper(4, { categories: pictures })])
    await runWebhooks(db)
    assert.deepEqual(idsTold(choosy), [['paper.added', undefined, ['2603.10001', '2603.10003']]])
    assert.equal(told(receiver)[0]?.data.papers.length, 4)
  })

  test('are noted with a time that none was noted with before, transaction by transaction', async () => {
    const db = await open()
    for (let n = 0; n < 7; n++) await harvested(db, [paper(9 - n)])
    await runWebhooks(db)
    await harvested(db, [paper(1)])
    await runWebhooks(db, now - 5_000)
    const rows = await db
      .selectFrom('new_paper')
      .selectAll()
      .orderBy('arrived_at')
      .orderBy('paper_id')
      .execute()
    assert.deepEqual(
      rows.map(({ arrived_at }) => arrived_at - now),
      [0, 0, 0, 0, 0, 1, 1, 2],
    )
    assert.equal(rows.at(-1)?.paper_id, '2603.10001')
  })

  test('nobody keeps them where nobody wants to hear of them', async () => {
    const db = await open()
    await harvested(db, [paper(1)])
    await runWebhooks(db)
    assert.deepEqual(await db.selectFrom('paper_addition').selectAll().execute(), [])
    assert.deepEqual(await logOf(db), [])
  })
})

eachDatabase('webhooks tell of comments', (open) => {
  const paperId = '2310.03059'

  async function discussed() {
    const { db, receiver, hook } = await openHooked(open)
    await fill(db, [paperRecord({ id: paperId })])
    const [ada, mod] = [await aMember(db, 'ada'), await aMember(db, 'mod1', 'moderator')]
    const door = doorOf(db)
    await door.post(routes.discussion(paperId), { body: 'It **holds**.' }, ada)
    const { id } = await db.selectFrom('comment').select('id').executeTakeFirstOrThrow()
    return { db, receiver, hook, ada, mod, door, id }
  }

  const commentsTold = (receiver: HookReceiver) =>
    told(receiver).map(({ type, data }) => [type, data.comment.text, data.comment.author?.name])

  test('written, changed and taken back: what is gone is not said', async () => {
    const { db, receiver, ada, door, id } = await discussed()
    await runWebhooks(db)
    const { data } = told(receiver)[0] ?? {}
    assert.deepEqual(data.paper, {
      ...{ id: paperId, url: site + routes.paper(paperId), title: `On the matter of ${paperId}` },
    })
    assert.deepEqual(data.comment, {
      ...{ id, paperId, url: site + routes.comment(paperId, id), author: { name: 'ada' } },
      ...{ text: 'It **holds**.', createdAt: '2026-03-04T12:00:00.000Z' },
    })
    await door.post(routes.ofComment(paperId, id, 'edit'), { body: 'It does not.' }, ada)
    await runWebhooks(db)
    await door.post(routes.ofComment(paperId, id, 'delete'), {}, ada)
    await runWebhooks(db)
    assert.deepEqual(commentsTold(receiver), [
      ['comment.created', 'It **holds**.', 'ada'],
      ['comment.edited', 'It does not.', 'ada'],
      ['comment.deleted', undefined, undefined],
    ])
    const kept = await db.selectFrom('webhook_event').select('body').execute()
    assert.ok(kept.every(({ body }) => !/holds|does not|"ada"/.test(body ?? '')))
  })

  test('hidden and restored; a replay in between says no word of it', async () => {
    const { db, receiver, hook, mod, door, id } = await discussed()
    await runWebhooks(db)
    const step = (name: string) =>
      door.post(routes.moderationSteps(), { step: name, kind: 'comment', id, reason: 'Off topic.' }, mod)
    const [delivery] = await logOf(db)
    await step('hide')
    await sendOneAgain(db, { webhookId: hook.id, id: delivery?.id ?? '' }, now)
    await runWebhooks(db)
    await step('restore')
    await runWebhooks(db)
    assert.deepEqual(
      commentsTold(receiver).sort(),
      [
        ['comment.created', 'It **holds**.', 'ada'],
        ['comment.created', undefined, undefined],
        ['comment.hidden', undefined, undefined],
        ['comment.restored', 'It **holds**.', 'ada'],
      ].sort(),
    )
    assert.ok(receiver.received.every(({ body }) => !/Off topic/.test(body)))
  })

  test('of a member who leaves: that they are gone, and nothing that was said', async () => {
    const { db, receiver, ada } = await discussed()
    await deleteMember(db, { name: 'x', publicUrl: site, now } as Parameters<typeof deleteMember>[1], ada.id)
    await runWebhooks(db)
    assert.deepEqual(commentsTold(receiver).sort(), [
      ['comment.created', undefined, undefined],
      ['comment.deleted', undefined, undefined],
    ])
  })

  test('a refused comment is not told of, and neither is any to a paused webhook', async () => {
    const { db, receiver, ada, door, hook } = await discussed()
    await door.post(routes.discussion(paperId), { body: 'It **holds**.' }, ada)
    assert.equal((await logOf(db)).length, 1)
    await db.updateTable('webhook').set({ state: 'paused' }).where('id', '=', hook.id).execute()
    await door.post(routes.discussion(paperId), { body: 'And more.' }, ada)
    assert.equal((await logOf(db)).length, 1)
    assert.deepEqual(receiver.received, [])
  })
})
