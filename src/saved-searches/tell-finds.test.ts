import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber } from '../../test/support/digests.ts'
import { aMember, testOrigin } from '../../test/support/members.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { arrive, aSavedSearch, minutesLater, searchJobs } from '../../test/support/saved-searches.ts'
import { siteOver } from '../../test/support/site.ts'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { setDigestsPaused } from '../digests/digest-pause.ts'
import { suppressAddress } from '../digests/manage-digests.ts'
import { messageOf } from '../mail/mail-message.ts'
import { mergePapers } from '../papers/same/merge-papers.ts'
import { keepFinds } from './keep-finds.ts'
import { changeSearch, deleteSearch } from './save-search.ts'

const settings = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'Daily Papers <papers@example.org>' }

const paper = (number: number, title = `Weaving nets ${number}`) =>
  paperRecord({ id: `2603.${String(number).padStart(5, '0')}`, title, published: '2026-03-03' })

async function start(open: () => Promise<Db>, more = {}) {
  const db = await open()
  const ada = await aMember(db, 'ada')
  const jobs = searchJobs(db, { ...settings, PUBLIC_URL: testOrigin, ...more })
  /** Papers come, are compared, and members are told. */
  const bring = async (minutes: number, ...numbers: number[]) => {
    if (numbers.length > 0)
      await arrive(
        db,
        numbers.map((number) => paper(number)),
        minutes - 1,
      )
    await jobs.run(minutes)
    await jobs.tell(minutes)
  }
  const mails = () => db.selectFrom('mail').selectAll().orderBy('created_at').orderBy('id').execute()
  const subjects = async () => (await mails()).map(({ subject }) => subject)
  const notices = async () =>
    (await db.selectFrom('notification').selectAll().orderBy('created_at').execute()).map(
      ({ kind, sentence, paper_id }) => [kind, sentence, paper_id],
    )
  return { db, ada, ...jobs, bring, mails, subjects, notices }
}

eachDatabase('what saved searches found', (open) => {
  test('is told at once, by mail and on the site, and no paper twice', async () => {
    const { db, ada, bring, mails, subjects, notices } = await start(open)
    await aSavedSearch(db, ada.id, 'nets', { name: 'Fishing' })
    await bring(5)
    assert.deepEqual(await subjects(), [])
    await bring(10, 1)
    await bring(11)
    assert.deepEqual(await subjects(), ['Fishing: 1 new paper'])
    assert.deepEqual(await notices(), [['search', '1 new paper for your search “Fishing”:', '2603.00001']])
    const [mail] = await mails()
    assert.deepEqual([mail?.recipient, mail?.kind], ['ada@example.org', 'search'])
    await bring(15, 2, 3)
    assert.equal((await subjects()).length, 1, 'once in a quarter of an hour')
    await bring(24)
    assert.equal((await subjects()).length, 1)
    await bring(25)
    assert.deepEqual(await subjects(), ['Fishing: 1 new paper', 'Fishing: 2 new papers'])
    assert.deepEqual((await notices())[1], ['search', '2 new papers for your search “Fishing”', null])
    const second = (await mails())[1]?.body ?? ''
    assert.match(second, /Weaving nets 3.*Weaving nets 2/s)
    assert.doesNotMatch(second, /Weaving nets 1/)
  })

  test('is a mail that programs can unsubscribe from, and whose links lead somewhere', async () => {
    const { db, ada, bring, mails } = await start(open)
    await aSavedSearch(db, ada.id, 'category:cs nets "a & b" OR nets', { name: 'Nets <b>' })
    await aSavedSearch(db, ada.id, 'nets')
    await bring(5, 1)
    const mail = (await mails()).find(({ subject }) => subject.startsWith('nets'))
    assert.ok(mail)
    const sender = { from: settings.MAIL_FROM, publicUrl: testOrigin }
    const message = await messageOf(mail, sender)
    const { headers, html, text = '' } = await simpleParser(message)
    const list = headers.get('list') as unknown as Record<string, { url?: string; id?: string }>
    assert.equal(list.unsubscribe?.url, mail.unsubscribe_url)
    assert.match(String(message), /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    assert.match(JSON.stringify(list), /searches\.127\.0\.0\.1/)
    assert.match(String(html), /New for “nets” on .*Wednesday,? 4 March 2026/s)
    assert.match(text, /Has all words/)
    const links = [...String(html).matchAll(/href="([^"]+)"/g)].map(([, url = '']) =>
      url.replaceAll('&amp;', '&'),
    )
    assert.ok(links.length >= 5, links.join())
    const site = siteOver(db)
    for (const url of new Set(links)) {
      assert.ok(url.startsWith(testOrigin), url)
      const { status } = await site.request(url, { headers: { host: '127.0.0.1:8080' } })
      assert.equal(status, url === `${testOrigin}/settings/searches` ? 303 : 200, url)
    }
  })

  test('comes daily and weekly at the hour and in the language of the member’s digest', async () => {
    const { db, ada, bring, mails, subjects, notices } = await start(open)
    await aSubscriber(db, 'ada@example.org', { hour: 15, timezone: 'Europe/Berlin', language: 'de' })
    const [daily, weekly] = ['nets', 'weaving']
    await aSavedSearch(db, ada.id, daily, { cadence: 'daily' })
    await aSavedSearch(db, ada.id, weekly, { cadence: 'weekly' })
    await bring(5, 1)
    await bring(119, 2)
    assert.deepEqual(await subjects(), [], 'it is 14:59 in Berlin')
    await bring(120)
    assert.deepEqual(await subjects(), ['nets: 2 new papers'])
    assert.match((await mails())[0]?.body ?? '', /Mittwoch, 4\. März 2026/)
    await bring(125, 3)
    await bring(120 + 1_440)
    assert.deepEqual((await subjects()).slice(1), ['nets: 1 new paper'])
    await bring(120 + 5 * 1_440 - 1)
    assert.equal((await subjects()).length, 2)
    await bring(120 + 5 * 1_440)
    assert.deepEqual((await subjects()).slice(2), ['weaving: 3 new papers'], 'on Monday')
    assert.deepEqual(await notices(), [])
  })

  test('of many papers the first twenty are in the mail, and all count as told', async () => {
    const { db, ada, bring, mails } = await start(open)
    await aSavedSearch(db, ada.id, 'nets')
    await bring(5, ...Array.from({ length: 27 }, (_, at) => at + 1))
    await bring(60)
    const [mail, ...more] = await mails()
    assert.equal(more.length, 0)
    assert.match(mail?.body ?? '', /27 papers, of which these are 20/)
    assert.equal(mail?.body.match(/^\d+\. Weaving nets/gm)?.length, 20)
  })

  test('reaches nobody who may not be written to', async () => {
    const { db, bring, mails, notices } = await start(open)
    const names = ['banned', 'unconfirmed', 'suppressed', 'unmailed']
    for (const name of names) {
      const { id } = await aMember(db, name)
      await aSavedSearch(db, id, 'nets')
    }
    const change = (name: string, set: object) =>
      db.updateTable('member').set(set).where('name', '=', name).execute()
    await change('banned', { state: 'banned' })
    await change('unconfirmed', { email_verified: 0 })
    await change('unmailed', { email: 'unmailed@invalid.example' })
    await suppressAddress(db, 'suppressed@example.org', 1)
    await bring(5, 1)
    assert.deepEqual(await mails(), [])
    assert.equal((await notices()).length, names.length, 'the site tells them')
  })

  test('waits while mails to many are paused; without a server for mail only the site tells', async () => {
    const { db, ada, bring, mails, notices } = await start(open)
    await aSavedSearch(db, ada.id, 'nets')
    await setDigestsPaused(db, true)
    await bring(5, 1)
    assert.deepEqual([await mails(), await notices()], [[], []])
    await setDigestsPaused(db, false)
    await bring(6)
    assert.equal((await mails()).length, 1)
    const silent = searchJobs(db)
    await arrive(db, [paper(2)], 30)
    await silent.run(31)
    await silent.tell(31)
    assert.equal((await mails()).length, 1)
    assert.equal((await notices()).length, 2)
  })

  test('is told under the id that a paper has by now, once, and what is gone takes no place', async () => {
    const { db, ada, run, tell, bring, mails, notices } = await start(open)
    const id = await aSavedSearch(db, ada.id, 'nets', { cadence: 'daily' })
    await bring(5, ...Array.from({ length: 25 }, (_, at) => at + 1))
    const merged = { reason: 'person', by: 'ada', now: minutesLater(6) } as const
    // Both were found, and are one by now; the other leads to a paper that no search found.
    await mergePapers(db, { alias: '2603.00025', into: '2603.00024', ...merged })
    await fill(db, [paper(99, 'Weaving seines')])
    await mergePapers(db, { alias: '2603.00023', into: '2603.00099', ...merged })
    await fill(
      db,
      [22, 21, 20].map((number) => ({ ...paper(number), withdrawn: true })),
    )
    await tell(1_440)
    const [mail, ...more] = await mails()
    assert.equal(more.length, 0)
    assert.match(mail?.body ?? '', /21 papers, of which these are 20/)
    assert.deepEqual(
      [...(mail?.body ?? '').matchAll(/^\d+\. Weaving (.*)/gm)].map(([, title]) => title),
      ['nets 24', 'seines', ...Array.from({ length: 18 }, (_, at) => `nets ${19 - at}`)],
    )
    await changeSearch(
      db,
      { id, memberId: ada.id },
      { name: 'nets', cadence: 'at-once' },
      minutesLater(1_441),
    )
    // Told under one of its ids it was told.
    await arrive(db, [paper(31)], 1_450)
    await run(1_451)
    await mergePapers(db, { alias: '2603.00019', into: '2603.00031', ...merged })
    await tell(1_500)
    assert.equal((await mails()).length, 1)
    assert.deepEqual(await notices(), [])
    await bring(1_600, 32)
    assert.deepEqual(
      (await notices()).map(([, sentence]) => sentence),
      ['1 new paper for your search “nets”:'],
    )
  })

  test('two nodes at once tell once', async () => {
    const { db, ada, run, tell, mails } = await start(open)
    for (const word of ['nets', 'weaving', '2603.00001']) await aSavedSearch(db, ada.id, word)
    await arrive(db, [paper(1)], 1)
    await run(5)
    await Promise.all([tell(6), tell(6), tell(6)])
    assert.deepEqual((await mails()).map(({ subject }) => subject).sort(), [
      'nets: 1 new paper',
      'weaving: 1 new paper',
    ])
  })

  test('while another node tells what was found before is told the next time', async () => {
    const { db, ada } = await start(open)
    const searchId = await aSavedSearch(db, ada.id, 'nets')
    await fill(db, [paper(1)])
    const set = (due_at: number | null, store: Db = db) =>
      store.updateTable('saved_search').set({ due_at }).where('id', '=', searchId).execute()
    await set(1)
    const [claimed, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const telling = inTransaction(db, async (tx) => {
      await set(null, tx)
      claimed.resolve()
      await commit.promise
    })
    await claimed.promise
    const keeping = keepFinds(db, [{ searchId, paperId: '2603.00001', why: 'words' }], 2)
    // It waits for who tells: more than enough time for all that it asks before.
    await sleep(300)
    commit.resolve()
    await Promise.all([telling, keeping])
    const { due_at } = await db.selectFrom('saved_search').select('due_at').executeTakeFirstOrThrow()
    assert.notEqual(due_at, null)
  })

  test('is not told of a search that is off or deleted, nor later when it is on again', async () => {
    const { db, ada, run, tell, mails, bring } = await start(open)
    const [a = '', b = ''] = [
      await aSavedSearch(db, ada.id, 'nets'),
      await aSavedSearch(db, ada.id, 'weaving'),
    ]
    await arrive(db, [paper(1)], 1)
    await run(5)
    const own = { id: a, memberId: ada.id }
    await changeSearch(db, own, { name: 'nets', cadence: 'off' }, minutesLater(6))
    await deleteSearch(db, { id: b, memberId: ada.id })
    await tell(7)
    await bring(10, 2)
    await changeSearch(db, own, { name: 'nets', cadence: 'at-once' }, minutesLater(20))
    await bring(21)
    assert.deepEqual(await mails(), [])
    await bring(25, 3)
    assert.equal((await mails()).length, 1)
  })

  test('a change of when moves what waits', async () => {
    const { db, ada, bring, mails } = await start(open)
    const id = await aSavedSearch(db, ada.id, 'nets', { cadence: 'weekly' })
    await bring(5, 1)
    await changeSearch(db, { id, memberId: ada.id }, { name: 'nets', cadence: 'at-once' }, minutesLater(6))
    await bring(6)
    assert.equal((await mails()).length, 1)
  })
})
