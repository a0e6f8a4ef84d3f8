import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf, stampIn } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon } from '../../../test/support/site.ts'
import { linkPerson } from '../../community/claims/link-person.ts'
import { chosenOn } from '../../papers/lists/rule-edition-queries.ts'
import { routes } from '../routes.ts'

const [today, yesterday] = ['2026-03-04', '2026-03-03']
const [mine, theirs] = ['2603.00001', '2603.00002']

eachDatabase('who has left', (open) => {
  test('is named by no page, neither by the old name nor by the one that stands in its place', async () => {
    const db = await open()
    const [zora, mo, boss] = [
      await aMember(db, 'zora'),
      await aMember(db, 'mo', 'moderator'),
      await aMember(db, 'boss', 'admin'),
    ]
    const stranger = { id: 'f'.repeat(24), name: 'stranger' }
    const published = '2026-03-02T10:00:00.000Z'
    await fill(db, [
      paperRecord({ id: mine, published }),
      paperRecord({ id: theirs, published, entries: [{ day: yesterday, submittedBy: stranger }] }),
    ])
    const { get, post } = doorOf(db)
    const sent = async (answer: Promise<Response>) => assert.equal((await answer).status, 303)
    await sent(post(routes.submitPaper(), { paper: mine, note: 'My note' }, zora))
    const stamp = stampIn(await (await get(routes.paperLinks(mine), zora)).text())
    await sent(post(routes.paperLinks(mine), { stamp, code: 'https://example.org/code' }, zora))
    await linkPerson(db, { member: 'zora', recorded: 'stranger', by: boss.id, now: Date.parse(noon) })
    await sent(post(routes.reports(), { kind: 'person', id: zora.id, reason: 'Spam.' }, mo))
    const about = (kind: string, id: string) => ({ kind, id, reason: 'Quiet, please.' })
    await sent(post(routes.moderationSteps(), { step: 'lock', ...about('paper', mine) }, mo))
    await sent(
      post(routes.moderationSteps(), { step: 'suspend', days: '1', ...about('person', zora.id) }, boss),
    )
    await sent(post(routes.moderationSteps(), { step: 'unsuspend', ...about('person', zora.id) }, boss))
    await sent(post(routes.reports(), { kind: 'person', id: zora.id, reason: 'Spam.' }, mo))
    assert.match(await (await get(routes.day(yesterday))).text(), /Submitted by <a href="\/@zora">/)

    for (const who of [zora, mo]) await sent(post(routes.deleteAccount(), { name: who.name }, who))
    const pages = {
      day: await get(routes.day(today)),
      yesterday: await get(routes.day(yesterday)),
      paper: await get(routes.paper(mine)),
      stranger: await get(routes.person('stranger')),
      api: await get(`/api/daily_papers?date=${today}`),
      log: await get(routes.moderationLog()),
      queue: await get(routes.moderation(), boss),
      links: await get(routes.paperLinks(mine), boss),
      people: await get(routes.personLinks(), boss),
      plan: await get(routes.adminEdition(today), boss),
    }
    const texts = new Map<string, string>()
    for (const [name, page] of Object.entries(pages)) {
      assert.equal(page.status, 200, name)
      const text = await page.text()
      texts.set(name, text)
      assert.doesNotMatch(text, /deleted-|\bzora\b|@mo\b/, name)
      if (name !== 'api') await assertValidHtml(text)
    }
    assert.match(texts.get('yesterday') ?? '', /Submitted by <a href="\/@stranger">/)
    const log = texts.get('log') ?? ''
    assert.match(log, /Somebody who has left locked the discussion of/)
    assert.match(log, /<a href="\/@boss">@boss<\/a> suspended a person that has gone/)
    assert.match(texts.get('queue') ?? '', /1 thing waits.*A person.*deleted since.*a person that has gone/s)
    assert.match(texts.get('links') ?? '', /somebody who has left/)
    // Still what a member submitted by themselves: the formula may go on beside it.
    const { people, submitted } = await chosenOn(db, today)
    assert.deepEqual([people, [...submitted]], [0, [mine]])
  })
})
