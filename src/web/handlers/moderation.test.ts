import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aComment } from '../../../test/support/comments.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember, formBody, type TestMember, testOrigin } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import type { Role } from '../../accounts/roles.ts'
import { bannedDomainIn } from '../../community/moderation/domains.ts'
import type { Db } from '../../db/connect.ts'
import { inChunks } from '../../db/write.ts'
import { mergePapers, undoMerge } from '../../papers/same/merge-papers.ts'
import { routes } from '../routes.ts'

const paperId = '2603.00001'
const dismissed = (id: string) => ({ step: 'dismiss', kind: 'paper', id, reason: 'It is on topic.' })

async function aSite(open: () => Promise<Db>) {
  const db = await open()
  await fill(db, [paperRecord({ id: paperId })])
  const site = siteOver(db)
  const [ada, bea, mod] = [
    await aMember(db, 'ada'),
    await aMember(db, 'bea'),
    await aMember(db, 'mo', 'moderator'),
  ]
  const commentId = await aComment(db, {
    paper_id: paperId,
    person_id: ada.id,
    body: 'Buy at https://spam.example now',
  })
  const post = async (member: TestMember, path: string, fields: Record<string, string>) => {
    const answer = await site.request(testOrigin + path, {
      method: 'POST',
      headers: member.headers,
      body: formBody(fields),
    })
    return answer.status
  }
  const page = async (path: string, member?: TestMember) => {
    const answer = await site.request(testOrigin + path, member ? { headers: member.headers } : {})
    const text = await answer.text()
    assert.equal(answer.status, 200, `${path}: ${text.slice(0, 2_000)}`)
    await assertValidHtml(text)
    return text
  }
  const report = (member: TestMember, reason = 'Advertising.', [kind, id] = ['comment', commentId]) =>
    post(member, routes.reports(), { kind, id, reason })
  const step = (fields: Record<string, string>, member: TestMember = mod) =>
    post(member, routes.moderationSteps(), {
      kind: 'comment',
      id: commentId,
      reason: 'No advertising.',
      ...fields,
    })
  const comment = () =>
    db.selectFrom('comment').selectAll().where('id', '=', commentId).executeTakeFirstOrThrow()
  const shown = async () =>
    (await db.selectFrom('paper').select('member_comments').executeTakeFirstOrThrow()).member_comments
  return { db, ada, bea, mod, commentId, post, page, report, step, comment, shown }
}

eachDatabase('moderation', (open) => {
  test('a report waits once a person, with its words and who wrote them', async () => {
    const { ada, bea, mod, commentId, page, report } = await aSite(open)
    assert.match(await page(routes.reportForm('comment', commentId), bea), /Buy at/)
    assert.equal(await report(bea, 'Advertising <b>for</b> spam.'), 303)
    assert.equal(await report(bea), 303, 'it was sent twice')
    assert.equal(await report(ada), 400)
    assert.equal(await report(mod, 'I think so, too.'), 303)
    assert.equal(await report(bea, ''), 400)
    assert.equal(await report(bea, 'x', ['comment', 'nothing']), 404)
    assert.equal(await report(bea, 'x', ['domain', 'spam.example']), 404)
    assert.match(await page(routes.reportForm('comment', commentId, true), bea), /Thank you/)
    const queue = await page(routes.moderation(), mod)
    assert.match(queue, /1 thing waits/)
    assert.match(queue, /Advertising &lt;b>for&lt;\/b> spam\./)
    assert.match(queue, /@bea/)
  })

  test('two reports at the same moment are one', async () => {
    const { db, bea, report } = await aSite(open)
    const answers = await Promise.all([report(bea), report(bea), report(bea)])
    assert.deepEqual(answers, [303, 303, 303])
    assert.equal((await db.selectFrom('report').selectAll().execute()).length, 1)
  })

  test('hiding counts, tells, settles and stands in the log; restoring takes it back', async () => {
    const { db, bea, mod, commentId, page, report, step, comment, shown } = await aSite(open)
    await report(bea)
    assert.equal(await step({ step: 'hide' }), 303)
    assert.equal((await comment()).hidden_reason, 'No advertising.')
    assert.equal(await shown(), 0)
    assert.match(await page(routes.moderation(), mod), /Nothing waits/)
    assert.equal(await step({ step: 'hide' }), 409)
    assert.match(await page(routes.reportForm('comment', commentId), mod), /Buy at.*Restore the comment/s)
    assert.equal(await step({ step: 'restore', reason: 'It was the authors’ own code.' }), 303)
    assert.equal((await comment()).hidden_at, null)
    assert.equal(await shown(), 1)

    const told = await db.selectFrom('notification').select(['kind', 'sentence']).execute()
    assert.deepEqual(
      new Set(told.map(({ sentence }) => sentence)),
      new Set([
        'Your comment was hidden. The reason: No advertising.',
        'Your comment is shown again. The reason: It was the authors’ own code.',
      ]),
    )
    const log = await page(routes.moderationLog())
    assert.match(log, /@mo/)
    assert.match(log, /taken back later/)
    assert.doesNotMatch(log, /Buy at|@bea/)
    const [first, second] = await db.selectFrom('moderation_entry').selectAll().orderBy('undoes').execute()
    assert.equal([first?.undoes, second?.undoes].filter(Boolean).length, 1)
  })

  test('a locked thread, a suspension, a ban and a refused domain are all taken back', async () => {
    const { db, ada, step, page } = await aSite(open)
    const state = async () =>
      (await db.selectFrom('member').select('state').where('id', '=', ada.id).executeTakeFirstOrThrow()).state
    const sessions = async () =>
      (await db.selectFrom('session').selectAll().where('user_id', '=', ada.id).execute()).length
    assert.equal(await step({ step: 'lock' }), 303)
    assert.equal((await db.selectFrom('thread_lock').selectAll().execute()).length, 1)
    assert.equal(await step({ step: 'unlock' }), 303)
    assert.equal((await db.selectFrom('thread_lock').selectAll().execute()).length, 0)

    for (const days of ['', '0', '1.5', '9999', 'x'])
      assert.equal(await step({ step: 'suspend', days }), 400, days)
    assert.equal(await step({ step: 'suspend', days: '7' }), 303)
    assert.equal(await state(), 'suspended')
    assert.equal(await step({ step: 'unsuspend' }), 303)
    assert.equal(await state(), 'active')

    assert.equal(await step({ step: 'ban' }), 303)
    assert.deepEqual([await state(), await sessions()], ['banned', 0])
    assert.doesNotMatch(await page(routes.about(), ada), /@ada/)
    const mails = await db.selectFrom('mail').select(['recipient', 'body', 'kind']).orderBy('body').execute()
    const bodies = [
      'You are banned. The reason: No advertising.',
      'You are suspended: you can read and see to your account, but nothing else. The reason: No advertising. (until 2026-03-11)',
      'Your suspension has ended. The reason: No advertising.',
    ]
    assert.deepEqual(
      mails,
      // What always comes is of no kind that can be switched off.
      bodies.map((body, at) => ({
        recipient: 'ada@example.org',
        body,
        kind: at === 0 ? 'ban' : 'moderation',
      })),
    )
    assert.equal(await step({ step: 'unban' }), 303)
    assert.equal(await state(), 'active')

    for (const name of ['suspend', 'ban', 'unban']) assert.equal(await step({ step: name, days: '7' }), 303)
    assert.equal(await state(), 'suspended')
    assert.equal(await step({ step: 'unsuspend' }), 303)

    assert.equal(await step({ step: 'ban-domain', domain: 'https://www.Spam.example/x' }), 303)
    assert.equal(await bannedDomainIn(db, 'see https://a.spam.example/y'), 'spam.example')
    assert.equal(await bannedDomainIn(db, 'see https://ham.example/y'), null)
    assert.equal(await step({ step: 'unban-domain', kind: 'domain', id: 'spam.example' }), 303)
    assert.equal(await bannedDomainIn(db, 'see https://a.spam.example/y'), null)

    const entries = await db.selectFrom('moderation_entry').selectAll().execute()
    assert.equal(entries.length, 12)
    assert.equal(entries.filter(({ undoes }) => undoes !== null).length, 6)
    assert.match(await page(routes.moderationLog({ action: 'ban', kind: 'person' })), /banned/)
  })

  test('the comment of whom one bans, suspends or whose link one refuses is hidden with it, where that is ticked', async () => {
    const { db, ada, bea, mod, commentId, page, report, step, comment } = await aSite(open)
    await report(bea)
    const queue = await page(routes.moderation(), mod)
    assert.match(queue, /<input type="checkbox" name="hide" value="yes" checked/)
    const steps = [
      { step: 'suspend', days: '3' },
      { step: 'ban-domain', domain: 'spam.example' },
      { step: 'ban' },
    ]
    for (const one of steps) {
      assert.equal(await step({ ...one, hide: 'yes' }), 303, one.step)
      assert.equal((await comment()).hidden_reason, 'No advertising.', one.step)
      assert.equal(await step({ step: 'restore' }), 303)
    }
    assert.match(await page(routes.moderation(), mod), /Nothing waits/)
    const done = await db.selectFrom('moderation_entry').select('action').execute()
    assert.equal(done.filter(({ action }) => action === 'hide').length, 3)
    // All or nothing: who is banned already can’t be banned.
    assert.equal(await step({ step: 'ban', hide: 'yes' }), 409)
    assert.equal((await comment()).hidden_at, null)
    assert.equal(await step({ step: 'unban' }), 303)
    assert.equal(await step({ step: 'suspend', days: '3' }), 303)
    assert.equal((await comment()).hidden_at, null)
    assert.equal(await step({ step: 'hide' }), 303)
    assert.equal(await step({ step: 'ban', hide: 'yes' }), 303)
    assert.equal(await step({ step: 'unban', kind: 'person', id: ada.id, hide: 'yes' }), 303)
    assert.match(await page(routes.reportForm('comment', commentId), mod), /A moderator hid it/)
  })

  test('all that waits is counted, however much it is', async () => {
    const { db, bea, mod, page } = await aSite(open)
    const reports = Array.from({ length: 1_203 }, (_, at) => ({
      ...{ id: `r${at}`, subject_kind: 'person', subject_id: bea.id, person_id: null, reason: 'Spam.' },
      ...{ created_at: at, state: 'open', settled_by: null, settled_at: null },
      ...(at > 2 && { subject_kind: 'comment', subject_id: `c${at}` }),
    }))
    await inChunks(reports, 500, (some) => db.insertInto('report').values(some).execute())
    const queue = await page(routes.moderation(), mod)
    assert.match(queue, /1,201 things wait; here are the 50 that wait longest/)
  })

  test('reports about what was deleted since are dismissed, too', async () => {
    const { db, bea, mod, commentId, page, report, step } = await aSite(open)
    await report(bea)
    await db.updateTable('comment').set({ deleted_at: 1, body: '' }).where('id', '=', commentId).execute()
    assert.match(await page(routes.moderation(), mod), /deleted since/)
    assert.equal(await step({ step: 'hide' }), 404)
    assert.equal(await step({ step: 'dismiss' }), 303)
    assert.match(await page(routes.moderation(), mod), /Nothing waits/)
    assert.equal((await page(routes.moderationLog())).includes('dismissed reports about'), true)
  })

  test('dismissed reports can be opened again', async () => {
    const { bea, mod, page, report, step } = await aSite(open)
    await report(bea)
    assert.equal(await step({ step: 'reopen' }), 409)
    assert.equal(await step({ step: 'dismiss' }), 303)
    assert.match(await page(routes.moderation(), mod), /Nothing waits/)
    assert.equal(await step({ step: 'dismiss' }), 409)
    assert.equal(await step({ step: 'reopen' }), 303)
    assert.equal(await report(bea), 303)
    assert.match(await page(routes.moderation(), mod), /1 thing waits/)
  })

  test('goes on where the discussion went when two ids of a paper are merged', async () => {
    const { db, ada, bea, mod, page, post, report, step } = await aSite(open)
    const alias = 'acl:2026.acl-long.7'
    await fill(db, [paperRecord({ id: alias })])
    const merge = () =>
      mergePapers(db, { alias, into: paperId, reason: 'person', by: mod.id, now: Date.parse(noon) })
    assert.equal(await report(bea, 'Off topic.', ['paper', alias]), 303)
    assert.equal(await step({ step: 'lock', kind: 'paper', id: alias }), 303)
    assert.equal(await report(bea, 'Off topic.', ['paper', alias]), 303)
    await db
      .insertInto('moderation_entry')
      .values({
        ...{ id: 'e1', at: Date.parse(noon), person_id: mod.id, action: 'edition-refuse', undoes: null },
        ...{ subject_kind: 'paper', subject_id: alias, reason: 'Not research.' },
      })
      .execute()
    await merge()
    const queue = await page(routes.moderation(), mod)
    assert.match(queue, /1 thing waits.*On the matter of 2603\.00001/s)
    assert.doesNotMatch(queue, /deleted since/)
    assert.equal(await step({ step: 'dismiss', kind: 'paper', id: paperId }), 303)
    const log = await page(routes.moderationLog({ action: 'lock' }), mod)
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(log) ?? []
    assert.equal(await step({ step: 'unlock', kind: 'paper', id }), 303)
    assert.match(await page(routes.moderationLog({ action: 'lock' })), /taken back later/)
    const asked = await page(routes.submit(paperId), ada)
    assert.match(asked, /A curator has decided against this paper lately \(Not research\.\)/)
    assert.equal(await report(bea, 'Off topic.', ['paper', paperId]), 303)

    await undoMerge(db, alias, Date.parse(noon))
    for (const one of [alias, paperId]) await post(mod, routes.moderationSteps(), dismissed(one))
    assert.equal(await report(bea, 'Off topic again.', ['paper', alias]), 303)
  })

  test('nobody decides about themselves or those above them', async () => {
    const { db, ada, mod, commentId, step } = await aSite(open)
    const person = (role: Role) => aMember(db, `some-${role}`, role)
    const [admin, other] = [await person('admin'), await person('moderator')]
    const about = ({ id }: TestMember) => ({ kind: 'person', id, days: '3' })
    for (const name of ['suspend', 'ban']) {
      assert.equal(await step({ step: name, ...about(admin) }), 403, name)
      assert.equal(await step({ step: name, ...about(mod) }), 403, name)
      assert.equal(await step({ step: name, ...about(ada) }, ada), 403, name)
    }
    await db.updateTable('comment').set({ person_id: mod.id }).where('id', '=', commentId).execute()
    assert.equal(await step({ step: 'hide' }), 403)
    assert.equal(await step({ step: 'hide' }, other), 303)
    assert.equal(await step({ step: 'restore' }), 403)
    assert.equal(await step({ step: 'suspend', ...about(other) }), 303)
    assert.equal(await step({ step: 'suspend', ...about(mod) }, other), 403)
    assert.equal(await step({ step: 'suspend', ...about(other) }, admin), 303)
    assert.equal((await db.selectFrom('moderation_entry').selectAll().execute()).length, 3)
  })
})
