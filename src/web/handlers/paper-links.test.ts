import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf, stampIn } from '../../../test/support/door.ts'
import { assertKeepsContentPolicy, assertValidHtml } from '../../../test/support/html.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { authorClaimsOf } from '../../community/claims/claim-queries.ts'
import { inTransaction } from '../../db/write.ts'
import { paperById } from '../../papers/queries.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import { routes } from '../routes.ts'

const id = '2603.00001'
const record = paperRecord({
  id,
  published: '2026-03-02',
  links: [{ kind: 'code', url: 'https://github.com/told/by-source' }],
})

eachDatabase('links of a paper', (open) => {
  test('submitters, authors and curators set them beside what sources say, and take them back', async () => {
    const db = await open()
    await fill(db, [record])
    const [ada, bea, cur] = [
      await aMember(db, 'ada'),
      await aMember(db, 'bea'),
      await aMember(db, 'cur', 'curator'),
    ]
    const { get, post } = doorOf(db)
    assert.equal((await get(routes.paperLinks(id), ada)).status, 403)
    await post(routes.submitPaper(), { paper: id, media: 'https://example.org/film' }, ada)
    const page = await (await get(routes.paperLinks(id), ada)).text()
    await assertValidHtml(page)
    assertKeepsContentPolicy(page)
    assert.doesNotMatch(page, /Keywords and summary/)
    const code = 'https://github.com/ada/code'
    const fields = {
      code,
      project: 'https://example.org/',
      model: 'https://hub.example/a\nhttps://hub.example/b',
      organization: ' Lab <i> ',
      title: 'Stolen',
    }
    assert.equal((await post(routes.paperLinks(id), { ...fields, stamp: stampIn(page) }, ada)).status, 303)
    const shown = await (await get(routes.paper(id))).text()
    for (const part of [
      code,
      'https://hub.example/b',
      'told/by-source',
      'Lab &lt;i>',
      'https://example.org/film',
      'On the matter',
    ])
      assert.ok(shown.includes(part), part)
    // What was set here goes before what the source says.
    assert.match(shown, new RegExp(`href="${code}"[^>]*>\\s*Code`))
    const [seen, other] = [{ ...fields, stamp: stampIn(page) }, { code: 'https://github.com/cur/code' }]
    assert.equal((await post(routes.paperLinks(id), seen, ada)).status, 303, 'it was sent twice')
    assert.equal((await post(routes.paperLinks(id), { ...seen, ...other }, cur)).status, 409)
    const stale = stampIn(await (await get(routes.paperLinks(id), cur)).text())
    assert.equal((await post(routes.paperLinks(id), { stamp: stale }, bea)).status, 403)
    assert.equal((await post(routes.paperLinks(id), { stamp: stale })).status, 403)
    assert.equal((await post(routes.paperLinks(id), { stamp: stale }, cur)).status, 303)
    const after = await (await get(routes.paper(id))).text()
    assert.doesNotMatch(after, /ada\/code|Lab &lt;/)
    assert.match(after, /told\/by-source.*example\.org\/film/s)
    const changes = await (await get(routes.paperLinks(id), cur)).text()
    assert.match(changes, /cur: <span class="typed">.*code: https:\/\/github\.com\/ada\/code → none/)
    assert.match(changes, /ada: <span class="typed">.*code: none → https:\/\/github\.com\/ada\/code/)
    await fill(db, [{ ...record, title: 'On the corrected matter of links' }])
    assert.equal((await get(routes.paper(id))).status, 200)
  })

  test('what is no address on the web is refused, and what was typed stays', async () => {
    const db = await open()
    await fill(db, [record])
    const cur = await aMember(db, 'cur', 'curator')
    const { get, post } = doorOf(db)
    const stamp = stampIn(await (await get(routes.paperLinks(id), cur)).text())
    for (const code of [
      'javascript:alert(1)',
      'ftp://example.org/x',
      'https://a:b@example.org/',
      'http://localhost/x',
      'http://[::1]/',
      `https://example.org/${'x'.repeat(600)}`,
      'https://example.org/"><script>',
    ]) {
      const sent = await post(routes.paperLinks(id), { code, stamp }, cur)
      assert.equal(sent.status, 400, code)
      assert.ok((await sent.text()).includes(code.slice(0, 20).replaceAll('"', '&quot;')), code)
    }
    assert.equal(
      (await post(routes.paperLinks(id), { project: 'https://a.example/\nhttps://b.example/', stamp }, cur))
        .status,
      400,
    )
  })

  test('curators set keywords and two sentences, whose source is named', async () => {
    const db = await open()
    await fill(db, [record])
    const [ada, cur] = [await aMember(db, 'ada'), await aMember(db, 'cur', 'curator')]
    const { get, post } = doorOf(db)
    const page = await (await get(routes.paperLinks(id), cur)).text()
    assert.match(page, /Keywords and summary/)
    const stamp = stampIn(page)
    const said = {
      keywords: 'rare words, <b>bold</b>,rare words',
      summary: 'It holds. It is short.',
      source: '',
    }
    assert.equal((await post(routes.paperSummary(id), { ...said, stamp }, ada)).status, 403)
    const long = { ...said, summary: 'One. Two. Three.', stamp }
    assert.equal((await post(routes.paperSummary(id), long, cur)).status, 400)
    assert.equal((await post(routes.paperSummary(id), { ...said, stamp }, cur)).status, 303)
    const shown = await (await get(routes.paper(id))).text()
    assert.match(shown, /<h2>Summary<\/h2>.*It holds\. It is short\..*Written by @cur, not by the authors/s)
    assert.match(shown, /<li>rare words<\/li><li>bold/)
    const next = stampIn(await (await get(routes.paperLinks(id), cur)).text())
    const byModel = { ...said, source: 'a-model-1', stamp: next }
    assert.equal((await post(routes.paperSummary(id), byModel, cur)).status, 303)
    assert.match(await (await get(routes.paper(id))).text(), /Summary by a machine.*Written by a-model-1/s)
  })
})

eachDatabase('keywords of sources', (open) => {
  test('can be taken out by curators, and stay out when the source speaks again', async () => {
    const db = await open()
    const brought = { ...record, keywords: ['Games, video', 'Wrong', 'right'] }
    await inTransaction(db, (tx) => saveRecordsIn(tx, [brought], 'arxiv'))
    const { get, post } = doorOf(db)
    const cur = await aMember(db, 'cur', 'curator')
    const page = async () => (await get(routes.paperLinks(id), cur)).text()
    const save = async (keywords: string, stamp: string) =>
      (await post(routes.paperSummary(id), { keywords, summary: '', source: '', stamp }, cur)).status
    const shown = async () => (await paperById(db, id))?.keywords
    assert.match(await page(), />Games, video\nWrong\nright</)
    const first = stampIn(await page())
    assert.equal(await save('Games, video\nright\nours, too', first), 303)
    assert.deepEqual(await shown(), ['ours', 'too', 'Games, video', 'right'])
    await inTransaction(db, (tx) =>
      saveRecordsIn(tx, [{ ...brought, keywords: [...brought.keywords, 'WRONG', 'new'] }], 'arxiv'),
    )
    assert.deepEqual(await shown(), ['ours', 'too', 'Games, video', 'right', 'new'])
    assert.equal(await save('right', first), 409)
    assert.equal(await save('wrong\nright', stampIn(await page())), 303)
    assert.deepEqual(await shown(), ['wrong', 'Wrong', 'right', 'WRONG'])
  })
})

eachDatabase('claims of authors', (open) => {
  test('are sent with evidence, decided by admins, made again, hidden and taken back', async () => {
    const db = await open()
    await fill(db, [record])
    const [ada, bea, boss] = [
      await aMember(db, 'ada'),
      await aMember(db, 'bea'),
      await aMember(db, 'boss', 'admin'),
    ]
    const { get, post } = doorOf(db)
    const form = await (await get(routes.claim(id, 'Ada Example'), ada)).text()
    await assertValidHtml(form)
    const claim = (author: string, who = ada, evidence = 'See <script>ada.example</script>') =>
      post(routes.claim(id), { author, evidence, state: 'approved', person_id: boss.id }, who)
    assert.equal((await claim('Nobody Atall')).status, 400)
    assert.equal((await claim('Ada Example', ada, ' ')).status, 400)
    const twice = await Promise.all([claim('Ada Example'), claim('Ada Example')])
    assert.deepEqual(
      twice.map(({ status }) => status),
      [303, 303],
    )
    assert.equal((await db.selectFrom('claim').selectAll().execute()).length, 1)
    assert.equal((await claim('Ada Example', ada, 'Ask my mother.')).status, 409)
    assert.deepEqual(await authorClaimsOf(db, id), [])
    const idOf = async (state: string) =>
      (await db.selectFrom('claim').select('id').where('state', '=', state).executeTakeFirstOrThrow()).id
    const queue = await (await get(routes.adminClaims(), boss)).text()
    await assertValidHtml(queue)
    assertKeepsContentPolicy(queue)
    assert.match(queue, /See &lt;script>/)
    for (const who of [undefined, ada, await aMember(db, 'mod', 'moderator')]) {
      assert.equal((await get(routes.adminClaims(), who)).status, 403)
      assert.equal((await post(routes.decideClaim(await idOf('waiting'), 'approve'), {}, who)).status, 403)
    }
    const refused = await post(
      routes.decideClaim(await idOf('waiting'), 'refuse'),
      { reason: 'No page names you.' },
      boss,
    )
    assert.equal(refused.status, 303)
    assert.match(
      await (await get(routes.ownClaims(), ada)).text(),
      /refused\. No page names you\..*Claim it again/s,
    )
    assert.equal((await claim('Ada Example')).status, 303)
    assert.equal((await claim('Ada Example', bea)).status, 303)
    const [first, second] = await db
      .selectFrom('claim')
      .select(['id', 'person_id'])
      .where('state', '=', 'waiting')
      .execute()
    const own = (first?.person_id === ada.id ? first : second)?.id ?? ''
    const other = (first?.person_id === ada.id ? second : first)?.id ?? ''
    assert.equal((await post(routes.decideClaim(own, 'approve'), {}, boss)).status, 303)
    assert.equal((await post(routes.decideClaim(own, 'approve'), {}, boss)).status, 409)
    assert.equal((await post(routes.decideClaim(other, 'approve'), {}, boss)).status, 409)
    assert.equal((await authorClaimsOf(db, id))[0]?.personId, ada.id)
    assert.match(await (await get(routes.paper(id))).text(), /<a href="\/@ada">Ada Example<\/a>.*claimed/s)
    assert.equal((await get(routes.paperLinks(id), ada)).status, 200)
    assert.match(await (await get(routes.person('ada'))).text(), /On the matter of 2603\.00001/)
    const claims = await (await get(routes.ownClaims(), ada)).text()
    await assertValidHtml(claims)
    assert.equal((await post(routes.showClaim(own), { shown: 'no' }, bea)).status, 403)
    assert.equal((await post(routes.showClaim(own), { shown: 'no' }, ada)).status, 303)
    assert.doesNotMatch(await (await get(routes.person('ada'))).text(), /On the matter of 2603\.00001/)
    assert.equal(
      (await post(routes.decideClaim(own, 'refuse'), { reason: 'It was a mistake.' }, boss)).status,
      303,
    )
    assert.deepEqual(await authorClaimsOf(db, id), [])
    assert.equal((await get(routes.paperLinks(id), ada)).status, 403)
    const told = await db
      .selectFrom('notification')
      .select('sentence')
      .where('person_id', '=', ada.id)
      .execute()
    assert.equal(told.length, 3)
  })
})

eachDatabase('people of imported lists', (open) => {
  test('of one name can be as many as bear it', async () => {
    const db = await open()
    await fill(db, [paperRecord({ id, authors: [{ name: 'Wei Wang' }, { name: 'Wei Wang' }] })])
    const boss = await aMember(db, 'boss', 'admin')
    const { post } = doorOf(db)
    const fields = { author: 'Wei Wang', evidence: 'My page' }
    for (const [name, status] of [
      ['ada', 303],
      ['bea', 303],
      ['cy', 409],
    ] as const) {
      assert.equal((await post(routes.claim(id), fields, await aMember(db, name))).status, status, name)
      const waiting = await db.selectFrom('claim').select('id').where('state', '=', 'waiting').execute()
      for (const claim of waiting)
        assert.equal((await post(routes.decideClaim(claim.id, 'approve'), {}, boss)).status, 303)
    }
    assert.equal((await authorClaimsOf(db, id)).length, 2)
  })

  test('are members only where an admin says so, and that can be taken back', async () => {
    const db = await open()
    const entries = [{ day: '2026-03-03', submittedBy: { name: 'ada-elsewhere' } }]
    await fill(db, [{ ...record, entries }])
    const [ada, boss] = [await aMember(db, 'ada'), await aMember(db, 'boss', 'admin')]
    const { get, post } = doorOf(db)
    const names = { member: 'ada', recorded: 'ada-elsewhere' }
    assert.equal((await post(routes.personLinks(), names, ada)).status, 403)
    assert.equal((await post(routes.personLinks(), { ...names, recorded: 'boss' }, boss)).status, 404)
    assert.equal((await post(routes.personLinks(), names, boss)).status, 303)
    assert.equal((await post(routes.personLinks(), names, boss)).status, 409)
    assert.match(await (await get(routes.person('ada'))).text(), /On the matter of 2603\.00001/)
    assert.equal((await get(routes.person('ada-elsewhere'))).headers.get('location'), routes.person('ada'))
    assert.match(await (await get(routes.paper(id))).text(), /submitted by <a href="\/@ada">/)
    assert.equal((await get(routes.paperLinks(id), ada)).status, 200)
    await fill(db, [{ ...record, entries }])
    assert.match(await (await get(routes.person('ada'))).text(), /On the matter of 2603\.00001/)
    const page = await (await get(routes.personLinks(), boss)).text()
    await assertValidHtml(page)
    const path = /action="(\/admin\/people\/links\/[^"]+)"/.exec(page)?.[1] ?? ''
    assert.equal((await post(path, {}, ada)).status, 403)
    assert.equal((await post(path, {}, boss)).status, 303)
    assert.doesNotMatch(await (await get(routes.person('ada'))).text(), /On the matter of 2603\.00001/)
    assert.equal((await get(routes.paperLinks(id), ada)).status, 403)
  })
})
