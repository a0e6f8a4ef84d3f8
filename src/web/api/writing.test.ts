import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ApiDoor, apiDoor, tokenFor } from '../../../test/support/api.ts'
import { fillApiStore, fullPaper, mergedId, proceedings } from '../../../test/support/api-store.ts'
import { aComment } from '../../../test/support/comments.ts'
import { atEnd, eachDatabase } from '../../../test/support/database.ts'
import { startMisbehavingServer } from '../../../test/support/misbehaving/start.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { seekerAt } from '../../../test/support/seeker.ts'
import { noon } from '../../../test/support/site.ts'

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
    assert.deepEqual([again.status, again.body.newMessage.id], [200, id])
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
