import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { doorOf } from '../../test/support/door.ts'
import { aMember, testOrigin } from '../../test/support/members.ts'
import { noon } from '../../test/support/site.ts'
import { ban, suspend } from '../community/moderation/actions.ts'
import type { Db } from '../db/connect.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { routes } from '../web/routes.ts'
import { deleteMember } from './delete-member.ts'
import { giveRole } from './give-role.ts'
import { memberById, viewerOf } from './member-queries.ts'
import type { Role, Viewer } from './roles.ts'

const now = Date.parse(noon)
const mailSite = { name: 'Daily Papers', publicUrl: testOrigin, now }

const give = (db: Db, name: string, role: Role) => giveRole(db, { name, role, by: null, now })

const admins = async (db: Db) =>
  (
    await db
      .selectFrom('member')
      .select('name')
      .where('role', '=', 'admin')
      .where('state', '=', 'active')
      .execute()
  ).length

async function viewer(db: Db, id: string): Promise<Viewer> {
  const member = await memberById(db, id)
  const found = member && viewerOf(member, now)
  if (!found) throw new Error('no such member')
  return found
}

eachDatabase('roles', (open) => {
  test('the last admin keeps the role and the account', async () => {
    const db = await open()
    const { id } = await aMember(db, 'boss1', 'admin')
    await assert.rejects(give(db, 'boss1', 'reader'), Conflict)
    await assert.rejects(deleteMember(db, mailSite, id), Conflict)
    const act = { actor: await viewer(db, id), reason: 'Off.', now }
    await assert.rejects(suspend(db, act, id, 7), Forbidden)
    await assert.rejects(ban(db, act, id), Forbidden)
    assert.equal(await admins(db), 1)
    const away = await aMember(db, 'boss2', 'admin')
    await db.updateTable('member').set({ state: 'banned' }).where('id', '=', away.id).execute()
    await assert.rejects(give(db, 'boss1', 'reader'), Conflict, 'a banned admin helps nobody')
    await give(db, 'boss2', 'reader')
  })

  test('two admins who act on each other at the same moment don’t both succeed', async () => {
    const attempts: ((db: Db, me: Viewer, other: Viewer) => Promise<void>)[] = [
      (db, _, other) => give(db, other.name, 'reader'),
      (db, me) => deleteMember(db, mailSite, me.id),
      (db, actor, other) => ban(db, { actor, reason: 'Off.', now }, other.id),
      (db, actor, other) => suspend(db, { actor, reason: 'Off.', now }, other.id, 7),
    ]
    for (const attempt of attempts) {
      const db = await open()
      const [one, other] = [
        await viewer(db, (await aMember(db, 'boss1', 'admin')).id),
        await viewer(db, (await aMember(db, 'boss2', 'admin')).id),
      ]
      const results = await Promise.allSettled([attempt(db, one, other), attempt(db, other, one)])
      assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      assert.equal(await admins(db), 1)
    }
  })

  test('each change stands in the public log, and giving the role back marks it', async () => {
    const db = await open()
    const door = doorOf(db)
    const boss = await aMember(db, 'boss1', 'admin')
    await aMember(db, 'ada')
    const save = async (name: string, role: string) =>
      (await door.post(routes.giveRole(), { name, role }, boss)).status
    assert.equal(await save('ada', 'moderator'), 303)
    assert.equal(await save('ada', 'moderator'), 303)
    const log = async () => (await door.get(routes.moderationLog({ action: 'give-role' }))).text()
    assert.match(await log(), /@boss1<\/a>\s*changed the role of\s*<a href="\/@ada">/)
    assert.match(await log(), /From reader to moderator\./)
    assert.doesNotMatch(await log(), /\(taken back later\)/)
    assert.equal(await save('ada', 'reader'), 303)
    assert.match(await log(), /\(taken back later\)/)
    await give(db, 'ada', 'curator')
    assert.match(await log(), /Whoever runs the site\s*changed the role/)
    assert.match(await log(), /From reader to curator, in the shell\./)
    const entries = await db.selectFrom('moderation_entry').select(['reason', 'undoes']).execute()
    assert.deepEqual(entries.map(({ reason, undoes }) => [reason, undoes !== null]).sort(), [
      ['From moderator to reader.', true],
      ['From reader to curator, in the shell.', false],
      ['From reader to moderator.', false],
    ])
    assert.equal(await save('boss1', 'reader'), 409)
    assert.equal(await save('nobody-here', 'reader'), 400)
  })
})
