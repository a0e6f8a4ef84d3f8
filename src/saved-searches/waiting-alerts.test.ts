import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aMember } from '../../test/support/members.ts'
import { paperRecord } from '../../test/support/records.ts'
import { arrive, aSavedSearch, minutesLater, searchJobs } from '../../test/support/saved-searches.ts'
import type { Db } from '../db/connect.ts'
import { setDigestsPaused } from '../digests/digest-pause.ts'
import { suppressAddress } from '../digests/manage-digests.ts'
import { mailsOfRun } from '../mail/next-mail.ts'
import { changeCadence, deleteSearch } from './save-search.ts'

async function start(open: () => Promise<Db>) {
  const db = await open()
  const ada = await aMember(db, 'ada')
  const mail = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'Daily Papers <papers@example.org>' }
  const jobs = searchJobs(db, { ...mail, PUBLIC_URL: 'http://127.0.0.1:8080' })
  /** A paper comes, is compared, and members are told. */
  const bring = async () => {
    await arrive(db, [paperRecord({ id: '2603.00001', title: 'Weaving nets', published: '2026-03-03' })], 4)
    await jobs.run(5)
    await jobs.tell(5)
  }
  const mails = () => db.selectFrom('mail').selectAll().orderBy('id').execute()
  const next = (minutes: number) => mailsOfRun(db, {}).next(minutesLater(minutes))
  return { db, ada, bring, mails, next }
}

eachDatabase('a mail about what a search found, in the outbox', (open) => {
  test('leaves only while it is wanted', async () => {
    const { db, ada, bring, mails, next } = await start(open)
    const others = ['off', 'deleted', 'suppressed', 'moved', 'banned']
    const searches = new Map<string, { id: string; memberId: string }>()
    for (const name of others) {
      const { id: memberId } = await aMember(db, name)
      searches.set(name, { id: await aSavedSearch(db, memberId, 'nets'), memberId })
    }
    await aSavedSearch(db, ada.id, 'nets')
    await bring()
    assert.equal((await mails()).length, 6)
    const [off, deleted] = [searches.get('off'), searches.get('deleted')]
    assert.ok(off && deleted)
    await changeCadence(db, off.id, 'off', minutesLater(6))
    await deleteSearch(db, deleted)
    assert.equal((await mails()).length, 4, 'what waited is gone at once')
    await suppressAddress(db, 'suppressed@example.org', 1)
    const change = (name: string, set: object) =>
      db.updateTable('member').set(set).where('name', '=', name).execute()
    await change('moved', { email: 'new@example.org' })
    await change('banned', { state: 'banned' })
    await setDigestsPaused(db, true)
    assert.equal(await next(7), undefined, 'mails to many are paused')
    assert.equal((await mails()).length, 4)
    await setDigestsPaused(db, false)
    for (let at = 0; at < 4; at++) {
      const mail = await next(8)
      assert.equal(mail?.recipient ?? 'ada@example.org', 'ada@example.org')
      if (mail) await db.updateTable('mail').set({ state: 'sent' }).where('id', '=', mail.id).execute()
    }
    assert.deepEqual(
      (await mails()).map(({ recipient }) => recipient),
      ['ada@example.org'],
    )
  })

  test('that was off before it is sent again by an admin is dropped', async () => {
    const { db, ada, bring, mails, next } = await start(open)
    const id = await aSavedSearch(db, ada.id, 'nets')
    await bring()
    const set = (state: string) => db.updateTable('mail').set({ state }).execute()
    await set('failed')
    await changeCadence(db, id, 'off', minutesLater(6))
    await set('waiting')
    assert.equal(await next(7), undefined)
    assert.deepEqual(await mails(), [])
  })

  test('waits in the outbox behind mails for which somebody waits', async () => {
    const { db, ada, bring, mails, next } = await start(open)
    await aSavedSearch(db, ada.id, 'nets')
    await bring()
    const [alert] = await mails()
    assert.ok(alert)
    const later = { ...alert, id: 'f'.repeat(24), kind: 'sign-in', html: null, send_at: minutesLater(9) }
    await db.insertInto('mail').values(later).execute()
    assert.equal((await next(8))?.kind, 'search')
    assert.equal((await next(9))?.kind, 'sign-in')
  })
})
