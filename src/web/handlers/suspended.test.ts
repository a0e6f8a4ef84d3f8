import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember, type TestMember } from '../../../test/support/members.ts'
import type { SiteFacts } from '../../../test/support/site.ts'
import type { Db } from '../../db/connect.ts'
import { openSampleEdition } from '../../papers/sample-edition.ts'
import { routes } from '../routes.ts'

async function start(open: () => Promise<Db>, facts: SiteFacts = {}) {
  const db = await open()
  const [ada, mo] = [await aMember(db, 'ada'), await aMember(db, 'mo', 'moderator')]
  const door = doorOf(db, facts)
  const fields = { step: 'suspend', kind: 'person', id: ada.id, days: '7', reason: 'No <b>advertising</b>.' }
  assert.equal((await door.post(routes.moderationSteps(), fields, mo)).status, 303)
  return { db, ada, mo, ...door }
}

eachDatabase('a suspended member', (open) => {
  test('sees why and until when, and what is left to them', async () => {
    const { ada, mo, get, post } = await start(open)
    const page = await (await get(routes.settings(), ada)).text()
    await assertValidHtml(page)
    assert.match(page, /You are suspended/)
    assert.match(page, /Until 11 March 2026/)
    assert.match(page, /No &lt;b>advertising&lt;\/b>\. \(until 2026-03-11\)/)
    assert.doesNotMatch(page, /name="fullname"|name="email"/)
    assert.doesNotMatch(await (await get(routes.settings(), mo)).text(), /You are suspended/)
    const elsewhere = async (who?: TestMember) => (await get(routes.about(), who)).text()
    assert.match(await elsewhere(ada), /Your account is suspended/)
    for (const who of [mo, undefined]) assert.doesNotMatch(await elsewhere(who), /suspended/)
    const refused = await post(routes.saveProfile(), { fullname: 'Ada' }, ada)
    assert.equal(refused.status, 403)
    assert.match(await refused.text(), /Its settings say why and until when/)
    assert.equal((await post(routes.tokens(), { name: 'bot' }, ada)).status, 403)
    assert.equal((await post(routes.mailChoices(), {}, ada)).status, 403)
  })

  test('is told so among their notifications, also while the sample edition is shown', async () => {
    const sample = await openSampleEdition()
    try {
      const { ada, get, post } = await start(open, { sampleDb: sample.db })
      const inbox = async () => (await get(routes.notifications(), ada)).text()
      assert.match(await inbox(), /You are suspended: .* The reason: No &lt;b>advertising/)
      assert.match(await inbox(), /class="unread"/)
      assert.equal((await post(routes.markRead(), {}, ada)).status, 303)
      assert.doesNotMatch(await inbox(), /class="unread"/)
    } finally {
      await sample.close()
    }
  })

  test('changes the password, signs browsers out, exports and deletes what is theirs', async () => {
    const { db, ada, get, post } = await start(open)
    assert.equal((await post(routes.savePassword(), { password: 'a long password' }, ada)).status, 303)
    const { password } = await db.selectFrom('account').select('password').executeTakeFirstOrThrow()
    assert.ok(password)
    assert.equal((await post(routes.sessions(), {}, ada)).status, 303)
    const { account } = (await (await get(routes.exportMine(), ada)).json()) as { account: { state: string } }
    assert.equal(account.state, 'suspended')
    assert.equal((await get(routes.deleteAccount(), ada)).status, 200)
    const leave = { name: 'ada', current: 'a long password' }
    assert.equal((await post(routes.deleteAccount(), leave, ada)).status, 303)
    const { state } = await db
      .selectFrom('member')
      .select('state')
      .where('id', '=', ada.id)
      .executeTakeFirstOrThrow()
    assert.equal(state, 'deleted')
  })
})
