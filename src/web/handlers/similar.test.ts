import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { type FinderFacts, finderOver } from '../../../test/support/finder.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { fill } from '../../../test/support/records.ts'
import { linksOn, searchedPapers as papers } from '../../../test/support/search-pages.ts'
import { siteOver } from '../../../test/support/site.ts'
import { routes } from '../routes.ts'

eachDatabase('similar papers', (open) => {
  test('stand on the paper’s page, with what ties them', async () => {
    const db = await open()
    await fill(db, papers)
    const html = await (
      await siteOver(db, { finder: finderOver(papers) }).request(routes.paper('2401.00001'))
    ).text()
    await assertValidHtml(html)
    assert.deepEqual(linksOn(html, /^Writing abstracts at noon$/), [routes.paper('2501.00002')])
    assert.match(html, /shares: writing, abstracts/)
  })

  test('are left out where the search is away, slow or broken', async () => {
    const db = await open()
    await fill(db, papers)
    const facts: FinderFacts[] = [
      { state: { kind: 'unavailable', why: '' } },
      { similar: () => new Promise(() => {}) },
      { similar: () => Promise.reject(new Error('broken')) },
      { similar: async () => [] },
    ]
    for (const fact of facts) {
      const response = await siteOver(db, { finder: finderOver(papers, fact) }).request(
        routes.paper('2401.00001'),
      )
      assert.equal(response.status, 200)
      assert.doesNotMatch(await response.text(), /Similar papers/)
    }
  })
})
