import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiDoor, tokenFor } from '../../../test/support/api.ts'
import { fillApiStore, fullPaper, proceedings } from '../../../test/support/api-store.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf, stampIn } from '../../../test/support/door.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import type { Db } from '../../db/connect.ts'
import { routes } from '../routes.ts'

const paper = `/api/papers/${fullPaper.id}`
const nobodysId = '0123456789abcdef01234567'

async function asReader(open: () => Promise<Db>) {
  const db = await open()
  const people = await fillApiStore(db)
  const door = await apiDoor(db)
  return { ...door, ...people, token: await tokenFor(db, people.reader) }
}

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
    const list = await (await get(routes.newest())).text()
    assert.deepEqual([list.includes(at('zzz/real')), list.includes(at('aaa/x'))], [true, false])
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
    const again = await ask('POST', '/api/settings/papers/claim', { token, body })
    assert.deepEqual(again.body, told.body)
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
