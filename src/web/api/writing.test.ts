import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ApiDoor, apiDoor, tokenFor } from '../../../test/support/api.ts'
import { fillApiStore, fullPaper, mergedId, proceedings } from '../../../test/support/api-store.ts'
import { aComment } from '../../../test/support/comments.ts'
import { atEnd, eachDatabase } from '../../../test/support/database.ts'
import { doorOf, stampIn } from '../../../test/support/door.ts'
import { aMember } from '../../../test/support/members.ts'
import { startMisbehavingServer } from '../../../test/support/misbehaving/start.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { seekerAt } from '../../../test/support/seeker.ts'
import { noon } from '../../../test/support/site.ts'
import { routes } from '../routes.ts'

const paper = `/api/papers/${fullPaper.id}`
const nobodysId = '0123456789abcdef01234567'

/** Every call that writes, with a body that may be sent. */
const writing: [string, string, unknown?][] = [
  ['PUT', `${paper}/upvote`],
  ['DELETE', `${paper}/upvote`],
  ['POST', `${paper}/comment`, { comment: 'What does $k$ mean in the second part?' }],
  ['POST', `${paper}/comment/${nobodysId}/reply`, { comment: 'It means two.' }],
  ['POST', `${paper}/links`, { projectPage: 'https://example.org/' }],
  ['POST', '/api/papers/submit', { paperId: fullPaper.id }],
  ['POST', '/api/papers/index', { arxivId: fullPaper.id }],
  ['POST', '/api/settings/papers/claim', { paperId: fullPaper.id, claimAuthorId: nobodysId }],
]

async function asReader(open: () => Promise<ApiDoor['db']>) {
  const db = await open()
  const people = await fillApiStore(db)
  const door = await apiDoor(db)
  return { ...door, ...people, token: await tokenFor(db, people.reader) }
}

eachDatabase('calls that write', (open) => {
  test('need a token that is known', async () => {
    const { ask } = await asReader(open)
    for (const [method, path, body] of writing) {
      const without = await ask(method, path, { body })
      assert.deepEqual([without.status, without.headers.get('www-authenticate')], [401, 'Bearer'], path)
      assert.match(without.body.error, /Authorization: Bearer/)
      const wrong = await ask(method, path, { body, token: 'bsht_guessed' })
      assert.deepEqual([wrong.status, wrong.headers.get('x-error-code')], [401, 'InvalidToken'], path)
    }
  })

  test('need the scope of what they do, and a member who may', async () => {
    const { ask, db, reader } = await asReader(open)
    const reading = await tokenFor(db, reader, 'read')
    for (const [method, path, body] of writing) {
      const { status, body: told } = await ask(method, path, { body, token: reading })
      assert.equal(status, 403, `${method} ${path}`)
      assert.match(told.error, /token/, path)
    }
    const voting = await tokenFor(db, reader, 'vote')
    assert.equal((await ask('PUT', `${paper}/upvote`, { token: voting })).status, 200)
    const until = { state: 'suspended', suspended_until: Date.parse(noon) + 1_000 }
    await db.updateTable('member').set(until).where('id', '=', reader.id).execute()
    for (const [method, path, body] of writing) {
      const { status, body: told } = await ask(method, path, { body, token: voting })
      assert.deepEqual([status, /suspended/.test(told.error)], [403, true], path)
    }
    assert.equal((await ask('GET', paper, { token: voting })).status, 200)
  })

  test('a vote is made and unmade, and counted once', async () => {
    const { ask, read, token } = await asReader(open)
    const vote = async (method: string, path = paper) => (await ask(method, `${path}/upvote`, { token })).body
    assert.deepEqual(await vote('PUT'), { upvoted: true, upvotes: 10 })
    assert.deepEqual(await vote('PUT'), { upvoted: true, upvotes: 10 })
    assert.deepEqual(await vote('PUT', `/api/papers/${mergedId}`), { upvoted: true, upvotes: 10 })
    assert.equal((await read(paper)).upvotes, 10)
    assert.deepEqual(await vote('DELETE'), { upvoted: false, upvotes: 9 })
    assert.deepEqual(await vote('DELETE'), { upvoted: false, upvotes: 9 })
    assert.equal((await ask('PUT', '/api/papers/2501.99999/upvote', { token })).status, 404)
  })

  test('a comment and a reply to it', async () => {
    const { ask, read, token, db, reader } = await asReader(open)
    const first = await ask('POST', `${paper}/comment`, {
      token,
      body: { comment: 'What does $k$ mean in the *second* part?' },
    })
    assert.equal(first.status, 200)
    const { id, author, data } = first.body.newMessage
    assert.deepEqual([author.name, data.latest.raw], ['rea', 'What does $k$ mean in the *second* part?'])
    const reply = await ask('POST', `${paper}/comment/${id}/reply`, {
      token,
      body: { comment: 'It means 2.' },
    })
    assert.equal(reply.body.newMessage.replyTo, id)
    assert.equal((await read(`${paper}?field=comments`)).comments.length, 2)
    const again = await ask('POST', `${paper}/comment`, {
      token,
      body: { comment: 'What does $k$ mean in the *second* part?' },
    })
    assert.equal(again.status, 409)
    const nowhere = await ask('POST', `${paper}/comment/${nobodysId}/reply`, {
      token,
      body: { comment: 'Hm?' },
    })
    assert.equal(nowhere.status, 404)
    const other = await aComment(db, { paper_id: proceedings.id, person_id: reader.id })
    const misplaced = await ask('POST', `${paper}/comment/${other}/reply`, {
      token,
      body: { comment: 'Hm?' },
    })
    assert.equal(misplaced.status, 404)
    await db
      .insertInto('thread_lock')
      .values({ paper_id: proceedings.id, reason: 'Off topic.', locked_by: reader.id, locked_at: 1 })
      .execute()
    const locked = await ask('POST', `/api/papers/${proceedings.id}/comment`, {
      token,
      body: { comment: 'Why?' },
    })
    assert.equal(locked.status, 409)
  })

  test('a body that can’t be read is refused with the name of the field', async () => {
    const { ask, token } = await asReader(open)
    const deep = `${'{"comment":['.repeat(9_000)}1${']}'.repeat(9_000)}`
    const bad: [unknown, string | undefined, Record<string, string>?][] = [
      [{}, 'comment'],
      ['', 'comment'],
      [{ comment: 3 }, 'comment'],
      [{ comment: '' }, 'comment'],
      [{ comment: null }, 'comment'],
      [{ comment: 'x'.repeat(20_001) }, 'comment'],
      ['[]', 'comment'],
      ['null', 'body'],
      ['"text"', 'body'],
      ['{"comment":', undefined],
      [`{"comment":"${'x'.repeat(300_000)}"}`, undefined],
      [deep, 'comment'],
      ['comment=Hello', undefined, { 'content-type': 'application/x-www-form-urlencoded' }],
      [{ comment: 'Hello there' }, undefined, { 'content-type': 'text/plain' }],
    ]
    for (const [body, field, headers] of bad) {
      const at = `${JSON.stringify(body).slice(0, 60)}`
      const told = await ask('POST', `${paper}/comment`, { token, body, ...(headers && { headers }) })
      assert.equal(told.status, 400, `${at}: ${told.status}`)
      if (field !== undefined) assert.deepEqual(Object.keys(told.body.fields ?? {}), [field], at)
    }
    const utf8 = { headers: { 'content-type': 'application/json; charset=utf-8' } }
    const fine = await ask('POST', `${paper}/comment`, { token, body: { comment: 'Größe “𝔘”?' }, ...utf8 })
    assert.equal(fine.status, 200)
    for (const comment of ['a\u0000b and more', 'a \ud800 lonely half']) {
      const { status } = await ask('POST', `${paper}/comment`, { token, body: { comment } })
      assert.ok(status === 200 || status === 400, `${JSON.stringify(comment)}: ${status}`)
    }
  })
})

eachDatabase('submitting by a program', (open) => {
  const recent = (id: string) => paperRecord({ id, published: '2026-03-02T10:00:00.000Z' })

  test('lists a paper with its media and begins its discussion', async () => {
    const { ask, read, token, db } = await asReader(open)
    await fill(db, [recent('2603.00050')])
    const body = {
      paperId: 'https://arxiv.org/abs/2603.00050',
      comment: 'Here is what we did in short.',
      mediaUrls: ['https://example.org/a.png'],
    }
    const told = await ask('POST', '/api/papers/submit', { token, body })
    assert.deepEqual(told.body, { paperId: '2603.00050', state: 'listed', date: '2026-03-04' })
    const [item] = await read('/api/daily_papers?date=2026-03-04')
    assert.deepEqual(
      [item.submittedBy.name, item.numComments, item.mediaUrls],
      ['rea', 1, ['https://example.org/a.png']],
    )
    const again = await ask('POST', '/api/papers/submit', { token, body: { paperId: '2603.00050' } })
    assert.deepEqual([again.status, again.headers.get('x-error-code')], [409, 'Conflict'])
    const wrong = await ask('POST', '/api/papers/submit', {
      token,
      body: { paperId: 'x', mediaUrls: ['ftp://x'] },
    })
    assert.deepEqual(Object.keys(wrong.body.fields), ['mediaUrls.0'])
  })

  test('a comment that can’t be said is told, and the paper is listed', async () => {
    const { ask, read, token, db } = await asReader(open)
    await fill(db, [recent('2603.00051')])
    await db
      .insertInto('thread_lock')
      .values({ paper_id: '2603.00051', reason: 'Off topic.', locked_by: null, locked_at: 1 } as never)
      .execute()
    const body = { paperId: '2603.00051', comment: 'Why is this locked?' }
    const told = await ask('POST', '/api/papers/submit', { token, body })
    assert.deepEqual([told.status, told.body.state], [200, 'listed'])
    assert.match(told.body.commentRefused, /closed/)
    const [item] = await read('/api/daily_papers?date=2026-03-04')
    assert.equal(item.numComments, 0)
  })

  test('what isn’t here is fetched from its source', async () => {
    const db = await open()
    const { reader } = await fillApiStore(db)
    const token = await tokenFor(db, reader)
    const server = await startMisbehavingServer({ seed: 6, records: 20, retryAfterSeconds: 600 })
    atEnd(() => server.close())
    const { ask, read } = await apiDoor(db, { seeker: seekerAt(server, db) })
    const [first] = server.records
    const indexed = await ask('POST', '/api/papers/index', { token, body: { arxivId: first?.id } })
    assert.deepEqual([indexed.status, indexed.body.id], [200, first?.id])
    assert.equal((await read(`/api/papers/${first?.id}`)).id, first?.id)
    const unknown = await ask('POST', '/api/papers/index', { token, body: { arxivId: '2501.99999' } })
    assert.equal(unknown.status, 404)
    const several = await ask('POST', '/api/papers/index', {
      token,
      body: { arxivId: server.records[3]?.title },
    })
    assert.equal(several.status, 404)
    server.setFaults({ unavailable: 1 })
    const busy = await ask('POST', '/api/papers/index', { token, body: { arxivId: '2501.99998' } })
    assert.equal(busy.status, 409)
  })
})

eachDatabase('links and claims by a program', (open) => {
  test('a refusal names the part as the call does, in words', async () => {
    const { ask, db } = await asReader(open)
    const token = await tokenFor(db, await aMember(db, 'cleo', 'curator'))
    const refused: [string, object, string, RegExp][] = [
      [`${paper}/links`, { githubRepo: 'javascript:alert(1)' }, 'githubRepo', /githubRepo/],
      [`${paper}/links`, { organizationId: nobodysId }, 'organizationId', /name of the organization/],
      [`${paper}/links`, { projectPage: 7 }, 'projectPage', /must be a text, not 7/],
      [`${paper}/comment`, { comment: '' }, 'comment', /must not be empty/],
      [`${paper}/comment`, {}, 'comment', /is missing/],
      ['/api/settings/papers/claim', { paperId: '2501.99999' }, 'claimAuthorId', /is missing/],
    ]
    for (const [path, body, field, message] of refused) {
      const { status, body: told } = await ask('POST', path, { body, token })
      assert.deepEqual([status, Object.keys(told.fields ?? {})], [400, [field]], JSON.stringify(body))
      assert.match(told.error, message)
    }
  })

  test('whoever may sets links, and what is left out stays', async () => {
    const { ask, token, db, curator } = await asReader(open)
    const refused = await ask('POST', `${paper}/links`, {
      token,
      body: { projectPage: 'https://a.example/' },
    })
    assert.equal(refused.status, 403)
    const curating = await tokenFor(db, curator)
    const set = async (body: object) =>
      (await ask('POST', `/api/papers/${proceedings.id}/links`, { token: curating, body })).body
    const one = await set({ projectPage: 'https://a.example/', githubRepo: 'https://github.com/a/b' })
    assert.deepEqual([one.projectPage, one.githubRepo], ['https://a.example/', 'https://github.com/a/b'])
    const two = await set({ organizationId: 'Some Lab' })
    assert.deepEqual(
      [two.projectPage, two.organization.fullname ?? two.organization.name],
      ['https://a.example/', 'Some Lab'],
    )
    const three = await set({ projectPage: '' })
    assert.deepEqual([three.projectPage, three.githubRepo], [undefined, 'https://github.com/a/b'])
    const wrong = await ask('POST', `/api/papers/${proceedings.id}/links`, {
      token: curating,
      body: { githubRepo: 'javascript:alert(1)' },
    })
    assert.equal(wrong.status, 400)
  })

  test('what is set goes before what sources say, and other addresses that members typed stay', async () => {
    const db = await open()
    const { curator } = await fillApiStore(db)
    const at = (name: string) => `https://github.com/${name}`
    const said = [{ kind: 'code' as const, url: at('aaa/x'), stars: 3, addedBy: 'user' }]
    const links = [...said, { kind: 'project' as const, url: 'https://aaa.example/' }]
    await fill(db, [paperRecord({ id: '2603.00060', links })])
    const { ask, read } = await apiDoor(db)
    const token = await tokenFor(db, curator)
    const set = async (body: object) => {
      const { status, body: told } = await ask('POST', '/api/papers/2603.00060/links', { token, body })
      assert.equal(status, 200, JSON.stringify(told))
      return [told.githubRepo, told.githubRepoAddedBy, told.githubStars, told.projectPage]
    }
    const given = { githubRepo: at('zzz/real'), projectPage: 'https://zzz.example/' }
    assert.deepEqual(await set(given), [given.githubRepo, 'user', undefined, given.projectPage])
    const listed = await read('/api/papers')
    assert.equal(listed.find(({ id }: { id: string }) => id === '2603.00060').projectPage, given.projectPage)
    const { get, post } = doorOf(db)
    const form = routes.paperLinks('2603.00060')
    const shown = async () => (await get(form, curator)).text()
    const typed = async () =>
      /<textarea name="code"[^>]*>([^<]*)</
        .exec(await shown())?.[1]
        ?.trim()
        .split('\n')
    const code = [at('zzz/real'), at('mmm/other'), at('bbb/twin')].join('\n')
    const sent = { code, project: given.projectPage, stamp: stampIn(await shown()) }
    for (const time of ['once', 'sent twice'])
      assert.equal((await post(form, sent, curator)).status, 303, time)
    assert.deepEqual(await typed(), [at('zzz/real'), at('bbb/twin'), at('mmm/other')])
    assert.equal((await set({ githubRepo: at('yyy/moved') }))[0], at('yyy/moved'))
    assert.deepEqual(await typed(), [at('yyy/moved'), at('bbb/twin'), at('mmm/other')])
    assert.equal((await set({ githubRepo: '' }))[0], at('bbb/twin'))
    assert.equal((await set({ githubRepo: '' }))[0], at('mmm/other'))
    assert.deepEqual(await set({ githubRepo: '', projectPage: '' }), [
      ...[at('aaa/x'), 'user', 3],
      'https://aaa.example/',
    ])
  })

  test('an author’s name is claimed by its id, in any form of the paper’s', async () => {
    const { ask, read, token, db } = await asReader(open)
    const { authors } = await read(`/api/papers/${proceedings.id}`)
    const body = { paperId: '10.1000/sow', claimAuthorId: authors[1]._id }
    const told = await ask('POST', '/api/settings/papers/claim', { token, body })
    assert.deepEqual(told.body, { paperId: proceedings.id, claimAuthorId: authors[1]._id, state: 'waiting' })
    const row = await db.selectFrom('claim').select(['author_name', 'state']).executeTakeFirstOrThrow()
    assert.deepEqual(row, { author_name: 'Ben Sample', state: 'waiting' })
    assert.equal((await ask('POST', '/api/settings/papers/claim', { token, body })).status, 409)
    const claim = async (more: object) =>
      ask('POST', '/api/settings/papers/claim', { token, body: { ...body, ...more } })
    assert.equal((await claim({ paperId: '2501.99999' })).status, 404)
    assert.deepEqual(Object.keys((await claim({ claimAuthorId: nobodysId })).body.fields), ['claimAuthorId'])
    assert.deepEqual(Object.keys((await claim({ claimAuthorId: 'Ben' })).body.fields), ['claimAuthorId'])
  })

  test('an admin’s approval shows in the answers', async () => {
    const db = await open()
    await fillApiStore(db)
    const [ada, boss] = [await aMember(db, 'ada'), await aMember(db, 'boss', 'admin')]
    const { ask, read, site } = await apiDoor(db)
    const { authors } = await read(`/api/papers/${proceedings.id}`)
    const body = { paperId: proceedings.id, claimAuthorId: authors[0]._id }
    await ask('POST', '/api/settings/papers/claim', { token: await tokenFor(db, ada), body })
    const { id } = await db.selectFrom('claim').select('id').executeTakeFirstOrThrow()
    const approve = { method: 'POST', headers: boss.headers, body: '' }
    const answer = await site.request(`http://127.0.0.1:8080/admin/claims/${id}/approve`, approve)
    assert.equal(answer.status, 303)
    const [first] = (await read(`/api/papers/${proceedings.id}`)).authors
    assert.deepEqual([first.status, first.user.name], ['claimed_verified', 'ada'])
  })
})
