import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { assertValidHtml, mainOf } from '../../../test/support/html.ts'
import { aMember, testOrigin } from '../../../test/support/members.ts'
import { siteOver } from '../../../test/support/site.ts'

eachDatabase('the page of a member', (open) => {
  test('says since when, with what role, and what is there; its owner finds the settings', async () => {
    const db = await open()
    const site = siteOver(db)
    const ada = await aMember(db, 'ada', 'curator')
    const read = async (headers: Record<string, string> = {}) =>
      (await site.request(`${testOrigin}/@ada`, { headers })).text()
    const page = await read()
    await assertValidHtml(page)
    assert.match(mainOf(page), /Member since .*4 March 2026|Member since .*Mar/)
    assert.match(mainOf(page), /curator/)
    assert.match(mainOf(page), /no comments yet/)
    assert.doesNotMatch(page, /ada@example\.org|\/settings/)
    const own = await read(ada.headers)
    await assertValidHtml(own)
    assert.match(mainOf(own), /href="\/settings"/)
    assert.doesNotMatch(own, /ada@example\.org/)
    assert.equal((await site.request(`${testOrigin}/@nobody`)).status, 404)
    assert.equal((await site.request(`${testOrigin}/@ADA`)).headers.get('location'), '/@ada')
  })
})
