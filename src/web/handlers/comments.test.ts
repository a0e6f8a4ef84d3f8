import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { commentCounts, say, sendForm } from '../../../test/support/discussions.ts'
import { assertKeepsContentPolicy, assertValidHtml } from '../../../test/support/html.ts'
import { aMember, browserHeaders, type TestMember, testOrigin } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { siteOver } from '../../../test/support/site.ts'
import type { Db } from '../../db/connect.ts'
import type { Web } from '../create-web.ts'
import { routes } from '../routes.ts'

const paper = '2603.00001'
const nobody = { headers: browserHeaders() }

async function start(open: () => Promise<Db>) {
  const db = await open()
  await fill(db, [paperRecord({ id: paper }), paperRecord({ id: '2603.00002' })])
  const site = siteOver(db)
  const [ada, ben] = [await aMember(db, 'ada'), await aMember(db, 'ben')]
  return { db, site, ada, ben }
}

async function page(
  site: Web,
  { headers }: { headers: Record<string, string> },
  path: string,
): Promise<string> {
  const answer = await site.request(`${testOrigin}${path}`, { headers })
  assert.equal(answer.status, 200, path)
  return answer.text()
}

eachDatabase('discussions', (open) => {
  test('are written, replied to, and shown to everybody in good HTML', async () => {
    const { db, site, ada, ben } = await start(open)
    const first = await say(site, ada, { paper, body: 'The bound $n^2$ is **tight**.\n\n<b>x</b>' })
    const reply = await say(site, ben, { paper, body: 'Is it?', parent: first })
    assert.deepEqual(await commentCounts(db, paper), { shown: 2, rows: 2 })
    for (const who of [nobody, ada, ben]) {
      for (const path of [routes.paper(paper), routes.discussion(paper), routes.comment(paper, reply)]) {
        const html = await page(site, who, path)
        assert.match(html, /Is it\?/)
        await assertValidHtml(html)
        assertKeepsContentPolicy(html)
      }
      assert.match(
        await page(site, who, routes.paper(paper)),
        /<strong>tight<\/strong>.*&lt;b&gt;x&lt;\/b&gt;/s,
      )
    }
    for (const path of [routes.ofComment(paper, first, 'reply'), routes.ofComment(paper, first, 'edit')]) {
      await assertValidHtml(await page(site, ada, path))
    }
  })

  test('link names that somebody has, and no others', async () => {
    const { db, site, ada, ben } = await start(open)
    await fill(db, [
      paperRecord({
        id: '2603.00003',
        entries: [{ day: '2026-03-03', submittedBy: { name: 'Old-Lister' } }],
      }),
    ])
    const body = 'Ask @Ben, @old-lister or @nobody-here; mail a@ben.example, `@ben` or @ben"onclick="x.'
    const links = (html: string) =>
      [...html.matchAll(/<a href="(\/@[^"]*)">(@[^<]*)<\/a>/g)].map(([, href, text]) => `${href} ${text}`)
    const expected = ['/@Ben @Ben', '/@old-lister @old-lister', '/@ben @ben']
    const sent = await sendForm(site, ada, routes.discussion(paper), { body, do: 'preview' })
    const known = (html: string) => links(html).filter((link) => !link.startsWith('/@ada'))
    assert.deepEqual(known(await sent.text()), expected)
    const id = await say(site, ada, { paper, body })
    for (const path of [
      ...[routes.paper(paper), routes.comment(paper, id)],
      ...[routes.ofComment(paper, id, 'reply'), routes.ofComment(paper, id, 'versions')],
    ])
      assert.deepEqual(
        known(await page(site, ben, path)).filter((link) => link !== '/@ben @ben'),
        expected.slice(0, 2),
        path,
      )
    await aMember(db, 'nobody-here')
    assert.ok(known(await page(site, ben, routes.comment(paper, id))).includes('/@nobody-here @nobody-here'))
  })

  test('give back what was typed, whatever happens', async () => {
    const { db, site, ada } = await start(open)
    const send = async (who: { headers: Record<string, string> }, body: string, wish = 'send') => {
      const answer = await sendForm(site, who, routes.discussion(paper), { body, do: wish })
      return [answer.status, await answer.text()] as const
    }
    const [status, preview] = await send(ada, 'A **preview**', 'preview')
    assert.equal(status, 200)
    assert.match(preview, /A <strong>preview<\/strong>/)
    assert.match(preview, /<textarea[^>]*>A \*\*preview\*\*<\/textarea>/)
    await assertValidHtml(preview)

    const [refused, form] = await send(nobody, 'typed for an hour')
    assert.equal(refused, 403)
    assert.match(form, /Sign in in another tab/)
    assert.match(form, />typed for an hour<\/textarea>/)
    await assertValidHtml(form)

    const [tooLong, again] = await send(ada, 'x'.repeat(20_001))
    assert.equal(tooLong, 400)
    assert.match(again, /has 20001/)
    assert.ok(again.includes('x'.repeat(20_001)))
    assert.equal((await send(ada, ' \n '))[0], 400)
    assert.equal((await send(ada, 'x'.repeat(300_000)))[0], 400)

    await db.updateTable('member').set({ state: 'suspended' }).where('id', '=', ada.id).execute()
    assert.equal((await send(ada, 'Let me speak'))[0], 403)
    assert.deepEqual(await commentCounts(db, paper), { shown: 0, rows: 0 })
  })

  test('keep what they are about while they are looked at: a reply its comment, a change its way to delete', async () => {
    const { site, ada, ben } = await start(open)
    const first = await say(site, ada, { paper, body: 'The bound is *tight*' })
    const previewOf = async (who: TestMember, action: 'reply' | 'edit', body: string, wish = 'preview') => {
      const answer = await sendForm(site, who, routes.ofComment(paper, first, action), { body, do: wish })
      const html = await answer.text()
      await assertValidHtml(html)
      return html
    }
    const replied = /<blockquote[^>]*>.*<em>tight<\/em>.*<\/blockquote>.*Your reply/s
    assert.match(await previewOf(ben, 'reply', 'Is it?'), replied)
    assert.match(await previewOf(ben, 'reply', ' ', 'send'), replied)
    for (const wish of ['preview', 'send']) {
      const change = await previewOf(ada, 'edit', wish === 'send' ? ' ' : 'Is *it* tight?', wish)
      assert.match(change, /<h1[^>]*>Change your comment<\/h1>.*Delete this comment/s)
    }
    await sendForm(site, ada, routes.ofComment(paper, first, 'delete'), {})
    assert.doesNotMatch(await previewOf(ben, 'reply', 'Is it?'), /tight/)
  })

  test('sent twice are one, and the second answer leads there; later it is told', async () => {
    const { db, site, ada, ben } = await start(open)
    const first = await say(site, ada, { paper, body: 'A first comment' })
    assert.equal(await say(site, ada, { paper, body: 'A first comment' }), first)
    const reply = { paper, body: 'Is it?', parent: first }
    const [one, other] = await Promise.all([say(site, ben, reply), say(site, ben, reply)])
    assert.equal(one, other)
    assert.deepEqual(await commentCounts(db, paper), { shown: 2, rows: 2 })
    const told = await db.selectFrom('notification').select('kind').where('person_id', '=', ada.id).execute()
    assert.deepEqual(told, [{ kind: 'reply' }])
    const later = siteOver(db, { at: '2026-03-04T12:11:00.000Z' })
    const again = await sendForm(later, ada, routes.discussion(paper), { body: 'A first comment' })
    assert.equal(again.status, 409)
    assert.match(await again.text(), /exactly this here already.*>A first comment<\/textarea>/s)
  })

  test('refuse what is locked, and replies to what is gone', async () => {
    const { db, site, ada, ben } = await start(open)
    const first = await say(site, ada, { paper, body: 'A first comment' })
    await sendForm(site, ada, routes.ofComment(paper, first, 'delete'), {})
    const reply = routes.ofComment(paper, first, 'reply')
    assert.equal((await sendForm(site, ben, reply, { body: 'To nobody' })).status, 404)
    const elsewhere = routes.ofComment('2603.00002', first, 'reply')
    assert.equal((await sendForm(site, ben, elsewhere, { body: 'To another paper' })).status, 404)
    const lock = { paper_id: paper, reason: 'It got personal.', locked_by: ben.id, locked_at: 1 }
    await db.insertInto('thread_lock').values(lock).execute()
    const locked = await sendForm(site, ben, routes.discussion(paper), { body: 'Something else' })
    assert.equal(locked.status, 409)
    assert.match(await locked.text(), /closed: It got personal\..*>Something else<\/textarea>/s)
    assert.match(await page(site, ben, routes.paper(paper)), /This discussion is closed: It got personal\./)
    assert.deepEqual(await commentCounts(db, paper), { shown: 0, rows: 0 })
  })

  test('keep earlier texts of what is edited, and nothing of what is taken back', async () => {
    const { db, site, ada, ben } = await start(open)
    const id = await say(site, ada, { paper, body: 'One thing' })
    await say(site, ben, { paper, body: 'Which one?', parent: id })
    for (const body of ['Another thing', 'A third thing']) {
      assert.equal((await sendForm(site, ada, routes.ofComment(paper, id, 'edit'), { body })).status, 303)
    }
    const versions = await page(site, nobody, routes.ofComment(paper, id, 'versions'))
    assert.match(versions, /A third thing.*Another thing.*One thing/s)
    assert.match(await page(site, nobody, routes.paper(paper)), /A third thing/)
    assert.equal((await sendForm(site, ada, routes.ofComment(paper, id, 'delete'), {})).status, 303)
    const html = await page(site, nobody, routes.paper(paper))
    assert.match(html, /Taken back by its writer.*Which one\?/s)
    assert.doesNotMatch(html, /third thing/)
    const [, gone = ''] = html.split(`id="c-${id}"`)
    assert.match(gone, /Somebody: comment and replies/)
    assert.doesNotMatch(gone.slice(0, gone.indexOf('class="comment"')), /\bada\b/)
    const told = JSON.parse(await page(site, nobody, `/api/papers/${paper}?field=comments`))
    const names = told.comments.map(({ author }: { author?: { name: string } }) => author?.name ?? 'nobody')
    assert.deepEqual(names.toSorted(), ['ben', 'nobody'])
    assert.equal((await db.selectFrom('comment_version').selectAll().execute()).length, 0)
    assert.deepEqual(await commentCounts(db, paper), { shown: 1, rows: 1 })
  })

  test('let nobody change what another wrote, nor forms of another site', async () => {
    const { db, site, ada, ben } = await start(open)
    const id = await say(site, ada, { paper, body: 'Mine' })
    const evil = {
      headers: { ...ada.headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    }
    for (const action of ['edit', 'delete'] as const) {
      const path = routes.ofComment(paper, id, action)
      for (const who of [ben, nobody, evil]) {
        assert.equal((await sendForm(site, who, path, { body: 'Yours' })).status, 403, action)
      }
    }
    assert.equal((await sendForm(site, evil, routes.discussion(paper), { body: 'Forged' })).status, 403)
    assert.equal((await site.request(`${testOrigin}${routes.ofComment(paper, id, 'edit')}`, ben)).status, 403)
    assert.equal(
      (await sendForm(site, ada, routes.ofComment('2603.00002', id, 'edit'), { body: 'x' })).status,
      404,
    )
    assert.deepEqual(await db.selectFrom('comment').select(['body', 'edited_at']).execute(), [
      { body: 'Mine', edited_at: null },
    ])
  })

  test('count votes and reactions from their rows', async () => {
    const { db, site, ada, ben } = await start(open)
    const id = await say(site, ada, { paper, body: 'Count me' })
    const path = (what: 'vote' | 'react') => routes.ofComment(paper, id, what)
    for (const who of [ada, ben, ben]) await sendForm(site, who, path('vote'), { vote: 'up' })
    for (const who of [ada, ben, ben]) await sendForm(site, who, path('react'), { add: 'thanks' })
    await sendForm(site, ada, path('vote'), { vote: 'none' })
    assert.equal((await sendForm(site, ada, path('react'), { add: 'rage' })).status, 400)
    assert.deepEqual(await db.selectFrom('comment').select('votes').execute(), [{ votes: 1 }])
    assert.match(await page(site, nobody, routes.paper(paper)), /♥ 2/)
    await sendForm(site, ben, path('react'), { remove: 'thanks' })
    assert.match(await page(site, nobody, routes.paper(paper)), /♥ 1/)
    await db.updateTable('comment').set({ hidden_at: 1, hidden_reason: 'Spam.' }).execute()
    assert.equal((await sendForm(site, ben, path('vote'), { vote: 'none' })).status, 404)
    const html = await page(site, ben, routes.paper(paper))
    assert.match(html, /Hidden by a moderator: Spam\./)
    assert.doesNotMatch(html, /Count me/)
  })

  test('say who is an author, who submitted, who curates and who moderates', async () => {
    const { db, site, ada } = await start(open)
    const [kim, mod] = [await aMember(db, 'kim', 'curator'), await aMember(db, 'mod', 'moderator')]
    const claim = {
      paper_id: paper,
      author_name: 'Ada Example',
      person_id: ada.id,
      evidence: '',
      state: 'approved',
    }
    const decided = { reason: null, shown: 1, decided_by: null, created_at: 1, decided_at: 1 }
    await db
      .insertInto('claim')
      .values({ id: 'c', ...claim, ...decided })
      .execute()
    await fill(db, [
      paperRecord({ id: paper, entries: [{ day: '2026-03-03', submittedBy: { name: 'kim', id: kim.id } }] }),
    ])
    for (const who of [ada, kim, mod]) await say(site, who, { paper, body: `I am ${who.name}` })
    const html = await page(site, nobody, routes.discussion(paper))
    const badges = [...html.matchAll(/<\/span> (\w+)<\/a>((?:<span class="badge">\w+<\/span>)*)/g)].map(
      ([, name, marks = '']) =>
        `${name}: ${[...marks.matchAll(/>(\w+)</g)].map(([, mark]) => mark).join(' ')}`,
    )
    assert.deepEqual(badges.sort(), ['ada: author', 'kim: submitter curator', 'mod: moderator'])
  })

  test('at once from many leave a number that equals its rows', async () => {
    const { db, site, ada, ben } = await start(open)
    const all = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        say(site, at % 2 ? ada : ben, { paper, body: `Thought number ${at} of many` }),
      ),
    )
    await Promise.all(
      all
        .slice(0, 6)
        .map((id, at) => sendForm(site, at % 2 ? ada : ben, routes.ofComment(paper, id, 'delete'), {})),
    )
    assert.deepEqual(await commentCounts(db, paper), { shown: 10, rows: 10 })
  })

  test('slow down accounts that are new', async () => {
    const { db, site, ada } = await start(open)
    await db.updateTable('member').set({ vouched: 0, created_at: '2026-03-04T11:00:00.000Z' }).execute()
    const statuses = []
    for (let at = 0; at < 8; at++) {
      statuses.push(
        (await sendForm(site, ada, routes.discussion(paper), { body: `A thought, number ${at}, of mine` }))
          .status,
      )
    }
    assert.deepEqual(statuses, [303, 303, 303, 303, 303, 303, 429, 429])
    await say(site, ada, { paper, body: 'A thought, number 5, of mine' })
  })
})
