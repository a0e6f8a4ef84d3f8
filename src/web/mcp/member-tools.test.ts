import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { agentSite, answerOf, aToken, problemOf } from '../../../test/support/mcp.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import type { Db } from '../../db/connect.ts'

eachDatabase('an agent with a token', (open) => {
  const paperId = '2603.00001'
  const filled = async (db: Db): Promise<Db> => {
    await fill(db, [paperRecord({ id: paperId, entries: [{ day: '2026-03-03', recordedVotes: 10 }] })])
    return db
  }
  const votesOf = async (db: Db) => (await db.selectFrom('vote').selectAll().execute()).length

  test('votes, takes it back, comments and replies as its member', async () => {
    const db = await filled(await open())
    const ada = await aMember(db, 'ada')
    const agent = await (await agentSite(db)).agent({ token: await aToken(db, ada.id) })
    for (const id of [paperId, `https://arxiv.org/abs/${paperId}`]) {
      assert.deepEqual((await answerOf(agent, 'vote', { id })).data, {
        id: paperId,
        voted: true,
        upvotes: 11,
      })
    }
    assert.equal(await votesOf(db), 1)
    assert.equal((await answerOf(agent, 'vote', { id: paperId, vote: 'none' })).data.upvotes, 10)
    const { data } = await answerOf(agent, 'comment', { id: paperId, text: 'It holds.' })
    await answerOf(agent, 'comment', { id: paperId, text: 'It does.', replyTo: data.comment })
    const again = await answerOf(agent, 'comment', { id: paperId, text: 'It holds.' })
    assert.equal(again.data.comment, data.comment)
    assert.match(await problemOf(agent, 'comment', { id: paperId, text: ' \u200b' }), /Write something first/)
    const said = (await answerOf(agent, 'read_comments', { id: paperId })).data.comments as {
      by: string
      parentId?: string
    }[]
    assert.deepEqual(
      said.map(({ by, parentId }) => [by, parentId]),
      [
        ['ada', undefined],
        ['ada', data.comment],
      ],
    )
  })

  test('saves a search for its member, once', async () => {
    const db = await filled(await open())
    const ada = await aMember(db, 'ada')
    const site = await agentSite(db)
    const agent = await site.agent({ token: await aToken(db, ada.id) })
    const wish = { query: 'weaving nets', category: 'cs.LG', name: 'Nets', cadence: 'weekly' }
    const { data } = await answerOf(agent, 'save_search', wish)
    assert.deepEqual(
      [data.name, data.query, data.cadence, data.isNew],
      ['Nets', 'weaving nets category:cs.LG', 'weekly', true],
    )
    const again = await answerOf(agent, 'save_search', { ...wish, name: 'Other', cadence: 'off' })
    assert.deepEqual([again.data.name, again.data.isNew, again.data.id], ['Nets', false, data.id])
    const rows = await db.selectFrom('saved_search').select(['member_id', 'mode']).execute()
    assert.deepEqual(rows, [{ member_id: ada.id, mode: 'hybrid' }])
    assert.match(
      await problemOf(agent, 'save_search', { query: 'x'.repeat(240), category: 'cs.LG,cs.CL' }),
      /250/,
    )
    const restricted = await site.agent({ token: await aToken(db, ada.id, 'read', 'vote') })
    assert.match(await problemOf(restricted, 'save_search', wish), /token wasn’t made for that/)
    assert.match(await problemOf(await site.agent(), 'save_search', wish), /make a token/)
  })

  test('does nothing that the token wasn’t made for', async () => {
    const db = await filled(await open())
    const ada = await aMember(db, 'ada')
    const site = await agentSite(db)
    const reader = await site.agent({ token: await aToken(db, ada.id, 'read', 'comment') })
    assert.match(await problemOf(reader, 'vote', { id: paperId }), /token wasn’t made for that/)
    await answerOf(reader, 'comment', { id: paperId, text: 'It holds.' })
    await suspend(db, ada.id)
    const whole = await site.agent({ token: await aToken(db, ada.id) })
    assert.match(await problemOf(whole, 'vote', { id: paperId }), /suspended/)
    await assert.rejects(site.agent({ token: 'bsht_guessed' }), /401|token/i)
    assert.equal(await votesOf(db), 0)
  })

  test('is needed: a cookie shows nobody here, wherever the request comes from', async () => {
    const db = await filled(await open())
    const { headers } = await aMember(db, 'ada', 'admin')
    const site = await agentSite(db)
    for (const origin of [{}, { origin: site.url.origin }]) {
      const agent = await site.agent({ headers: { cookie: headers.cookie ?? '', ...origin } })
      assert.match(await problemOf(agent, 'vote', { id: paperId }), /make a token at http/)
      assert.match(await problemOf(agent, 'comment', { id: paperId, text: 'x' }), /make a token/)
    }
    assert.equal(await votesOf(db), 0)
  })
})

const suspend = (db: Db, id: string) =>
  db.updateTable('member').set({ state: 'suspended', suspended_until: null }).where('id', '=', id).execute()
