import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiDoor } from '../../../test/support/api.ts'
import {
  barePaper,
  fillApiStore,
  fullPaper,
  mergedId,
  oldPaper,
  proceedings,
  someRecords,
} from '../../../test/support/api-store.ts'
import { aComment } from '../../../test/support/comments.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { finderOver } from '../../../test/support/finder.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { routes } from '../routes.ts'

eachDatabase('a paper for programs', (open) => {
  test('is flat, with its repositories; what is not known is absent', async () => {
    const db = await open()
    await fillApiStore(db)
    const { read } = await apiDoor(db)
    const paper = await read(`/api/papers/${fullPaper.id}`)
    assert.deepEqual(
      [paper.id, paper.upvotes, paper.githubStars, paper.numComments, paper.comments],
      [fullPaper.id, 9, 12, 2, undefined],
    )
    assert.deepEqual([paper.numTotalModels, paper.linkedModels[0].id], [1, 'example/garden'])
    assert.deepEqual([paper.numTotalDatasets, paper.linkedDatasets[0].author], [1, 'example'])
    assert.deepEqual([paper.numTotalSpaces, paper.linkedSpaces[0].repoType], [1, 'space'])
    const bare = await read(`/api/papers/${barePaper.id}`)
    assert.deepEqual(Object.keys(bare).sort(), [
      ...['authors', 'id', 'linkedDatasets', 'linkedModels', 'linkedSpaces', 'numComments'],
      ...['numTotalDatasets', 'numTotalModels', 'numTotalSpaces', 'summary', 'thumbnail', 'title', 'upvotes'],
    ])
    const repositories = await read(`/api/arxiv/${fullPaper.id}/repos`)
    assert.deepEqual(Object.keys(repositories), ['models', 'datasets', 'spaces'])
    assert.deepEqual(await read(`/api/arxiv/${oldPaper.id}/repos`), { models: [], datasets: [], spaces: [] })
  })

  test('is found by every form of its id', async () => {
    const db = await open()
    await fillApiStore(db)
    const { read } = await apiDoor(db)
    const forms: [string, string][] = [
      ['2603.00001', fullPaper.id],
      ['2603.00001v2', fullPaper.id],
      ['arXiv:2603.00001', fullPaper.id],
      ['10.48550%2FarXiv.2603.00001', fullPaper.id],
      ['https:%2F%2Farxiv.org%2Fabs%2F2603.00001', fullPaper.id],
      [mergedId, fullPaper.id],
      ['cs/0112017', oldPaper.id],
      ['cs%2F0112017', oldPaper.id],
      ['cs%2f0112017v1', oldPaper.id],
      ['acl:2026.x-long.1', proceedings.id],
      ['acl%3A2026.x-long.1', proceedings.id],
      ['10.1000/sow', proceedings.id],
      ['doi:10.1000%2Fsow', proceedings.id],
      ['doi:10.1000/bare', barePaper.id],
      ['10.1000/bare', barePaper.id],
    ]
    for (const [form, id] of forms) assert.equal((await read(`/api/papers/${form}`)).id, id, form)
    assert.equal((await read('/api/papers/cs/0112017?field=comments')).comments.length, 0)
    assert.deepEqual(await read('/api/arxiv/cs/0112017/repos'), { models: [], datasets: [], spaces: [] })
  })

  test('stands behind its page’s address, too', async () => {
    const db = await open()
    await fillApiStore(db)
    const { read, site } = await apiDoor(db)
    for (const { id } of someRecords) {
      const file = await site.request(`http://127.0.0.1:8080${routes.paperFile(id, 'json')}`)
      assert.deepEqual([file.status, file.headers.get('access-control-allow-origin')], [200, '*'], id)
      assert.match(file.headers.get('content-type') ?? '', /^application\/json/)
      assert.deepEqual(await file.json(), await read(`/api/papers/${id}`))
    }
    const gone = await site.request('http://127.0.0.1:8080/papers/2501.99999.json')
    assert.deepEqual([gone.status, Object.keys((await gone.json()) as object)], [404, ['error']])
  })

  test('that is not here is not found, in the words that clients look for', async () => {
    const db = await open()
    await fillApiStore(db)
    const { ask } = await apiDoor(db)
    for (const path of [
      '2501.99999',
      'no-such',
      'cs/9999999',
      '10.1/x/y/z',
      '%F0%9F%98%80',
      '%zz',
      '..%2f',
    ]) {
      const { status, body, headers } = await ask('GET', `/api/papers/${path}`)
      assert.equal(status, 404, path)
      assert.match(body.error, /^Paper not found\. /, path)
      assert.equal(headers.get('x-error-code'), 'NotFound')
    }
    const call = await ask('GET', `/api/papers/${fullPaper.id}/nothing`)
    assert.deepEqual([call.status, /no such call/.test(call.body.error)], [404, true])
    assert.equal((await ask('GET', '/api/nothing')).status, 404)
    const method = await ask('DELETE', `/api/papers/${fullPaper.id}/comment`)
    assert.deepEqual([method.status, method.headers.get('allow')], [405, 'POST'])
    const file = await ask('GET', `/api/papers/${fullPaper.id}.md`)
    assert.equal(file.status, 404)
    assert.equal((await ask('GET', `/api/papers/${fullPaper.id}?field=votes`)).status, 400)
  })

  test('its comments come with it when they are asked for', async () => {
    const db = await open()
    const { reader } = await fillApiStore(db)
    const paper_id = fullPaper.id
    const first = await aComment(db, { paper_id, person_id: reader.id, body: 'What is **k**?', votes: 2 })
    const later = { created_at: Date.parse('2026-03-04T11:59:59.500Z') }
    const last = { created_at: Date.parse('2026-03-04T11:59:59.700Z') }
    await aComment(db, { paper_id, person_id: reader.id, parent_id: first, body: 'It is $k=2$.', ...later })
    await aComment(db, { paper_id, person_id: reader.id, hidden_at: 1, hidden_reason: 'Spam.', ...last })
    const taken = { person_id: reader.id, paper_id, deleted_at: 1, body: '' }
    const both = { hidden_at: 1, hidden_reason: 'Spam, too.', ...last }
    const parent_id = await aComment(db, { ...taken, ...both })
    await aComment(db, { paper_id, person_id: reader.id, parent_id, created_at: last.created_at + 100 })
    await aComment(db, { ...taken, ...last })
    const { read } = await apiDoor(db)
    const { comments, numComments } = await read(`/api/papers/${paper_id}?field=comments`)
    assert.deepEqual([numComments, comments.length], [5, 5], 'what was taken back without replies is gone')
    const [one, two, ...rest] = comments
    assert.deepEqual(
      [one.author.name, one.data.latest.raw, one.data.upvotes, two.replyTo],
      ['rea', 'What is **k**?', 2, first],
    )
    assert.match(one.data.latest.html, /<strong>k<\/strong>/)
    const hidden = rest.find((other: { data: { hiddenReason?: string } }) => other.data.hiddenReason)
    assert.deepEqual([hidden.data.hidden, hidden.data.latest.raw], [true, ''])
    const gone = rest.find(({ id }: { id: string }) => id === parent_id)
    assert.deepEqual([gone.author, gone.data.hidden, gone.data.hiddenReason], [undefined, true, undefined])
  })

  test('an author whose claim was approved stands with their name here', async () => {
    const db = await open()
    await fillApiStore(db)
    const ben = await aMember(db, 'ben')
    const claim = { paper_id: proceedings.id, author_name: 'Ben Sample', person_id: ben.id, evidence: 'x' }
    const decided = { state: 'approved', reason: null, shown: 1, decided_by: null, decided_at: 1_000 }
    await db
      .insertInto('claim')
      .values({ id: 'f'.repeat(24), ...claim, ...decided, created_at: 1 })
      .execute()
    const { read } = await apiDoor(db)
    const { authors } = await read(`/api/papers/${proceedings.id}`)
    assert.deepEqual(
      [authors[0].status, authors[1].status, authors[1].user.user],
      [undefined, 'claimed_verified', 'ben'],
    )
    await aComment(db, { paper_id: proceedings.id, person_id: ben.id })
    const [, item] = await read('/api/daily_papers?date=2026-03-03')
    assert.equal(item.isAuthorParticipating, true)
  })

  test('a claim verifies one author, also where two have one name', async () => {
    const db = await open()
    const twin = { name: 'Shaun Twin' }
    const known = { ...twin, status: 'claimed_verified', person: { id: '1'.repeat(24), name: 'shaun' } }
    const [id, other] = ['2603.00071', '2603.00072']
    await fill(db, [
      paperRecord({ id, authors: [twin, { name: 'Ada Example' }, twin] }),
      paperRecord({ id: other, authors: [known, { ...twin, hidden: true }, twin] }),
    ])
    const sam = await aMember(db, 'sam')
    for (const [paper_id, claim] of [
      [id, 'e'],
      [other, 'f'],
    ] as const) {
      const facts = { author_name: twin.name, person_id: sam.id, evidence: 'x', created_at: 1, shown: 1 }
      const decided = { state: 'approved', reason: null, decided_by: null, decided_at: 1_000 }
      await db
        .insertInto('claim')
        .values({ id: claim.repeat(24), paper_id, ...facts, ...decided })
        .execute()
    }
    const { read, site } = await apiDoor(db)
    const usersOf = async (paper: string) =>
      (await read(`/api/papers/${paper}`)).authors.map(
        (author: { user?: { user: string } }) => author.user?.user,
      )
    assert.deepEqual(await usersOf(id), ['sam', undefined, undefined])
    assert.deepEqual(await usersOf(other), ['shaun', undefined, 'sam'])
    for (const [paper, people] of [
      [id, ['sam']],
      [other, ['shaun', 'sam']],
    ] as const) {
      const page = await (await site.request(`http://127.0.0.1:8080${routes.paper(paper)}`)).text()
      const claimed = [...page.matchAll(/href="\/@(\w+)">Shaun Twin</g)].map(([, name]) => name)
      assert.deepEqual(claimed, people)
    }
  })

  test('its neighbours come with what they share', async () => {
    const db = await open()
    await fillApiStore(db)
    const { read, ask } = await apiDoor(db, { finder: finderOver(someRecords) })
    const near = await read(`/api/papers/${fullPaper.id}/similar?limit=2`)
    assert.equal(near.length, 2)
    assert.ok(
      near.every(({ because, score }: { because: string[]; score: number }) => because && score === 1),
    )
    assert.equal((await ask('GET', '/api/papers/2501.99999/similar')).status, 404)
    const away = await apiDoor(db, {
      finder: finderOver([], { state: { kind: 'unavailable', why: 'No index.' } }),
    })
    assert.equal((await away.ask('GET', `/api/papers/${fullPaper.id}/similar`)).status, 503)
  })
})

eachDatabase('all papers for programs', (open) => {
  test('come each once, the newest first, those without a date last', async () => {
    const db = await open()
    const records = Array.from({ length: 25 }, (_, at) =>
      paperRecord({
        id: `2603.${20_000 + at}`,
        ...(at % 3 === 0 ? {} : { published: `2026-02-${String(1 + (at % 7)).padStart(2, '0')}` }),
      }),
    )
    await fill(db, records)
    const { ask } = await apiDoor(db)
    for (const limit of [1, 4, 5, 24, 25, 100]) {
      const seen: { id: string; publishedAt?: string }[] = []
      let next: string | undefined = `/api/papers?limit=${limit}`
      while (next !== undefined) {
        const { body, headers } = await ask('GET', next)
        seen.push(...body)
        assert.ok(body.length > 0, 'a Link leads to papers')
        next = /<http:\/\/[^/]+(\/[^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
      }
      assert.equal(new Set(seen.map(({ id }) => id)).size, 25, `limit ${limit}`)
      assert.equal(seen.length, 25)
      const times = seen.map(({ publishedAt }) => publishedAt ?? '')
      assert.deepEqual(times, times.toSorted().reverse())
    }
  })

  test('a cursor that nobody gave is refused, one past the end is an empty part', async () => {
    const db = await open()
    await fillApiStore(db)
    const { ask, read } = await apiDoor(db)
    for (const cursor of ['x', '1.2', '1.x.', '%00', '9999999999.1.a'])
      assert.equal((await ask('GET', `/api/papers?cursor=${cursor}`)).status, 400, cursor)
    assert.deepEqual(await read('/api/papers?cursor=1.x.0'), [])
  })
})
