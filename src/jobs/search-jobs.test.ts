import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { noHarvester } from '../../test/support/harvester.ts'
import { finderOfStore } from '../../test/support/local-finder.ts'
import { aMember } from '../../test/support/members.ts'
import { paperRecord } from '../../test/support/records.ts'
import { aSavedSearch } from '../../test/support/saved-searches.ts'
import { noSeeker } from '../../test/support/site.ts'
import { fixedClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { inTransaction } from '../db/write.ts'
import { silentLog } from '../log.ts'
import { saveRecordsIn } from '../papers/save.ts'
import { addJob, queueNow } from './queue.ts'
import { createWorker } from './worker.ts'

const later = '2026-03-04T12:03:00.000Z'

eachDatabase('the jobs of saved searches', (_, openWhole) => {
  test('find what a harvest brought, and tell it', async () => {
    const database = await openWhole()
    const { db } = database
    const ada = await aMember(db, 'ada')
    await aSavedSearch(db, ada.id, 'weaving')
    const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'papers@example.org' }
    const settings = readConfig({ environment: { BROADSHEET_DATA: '/nowhere', ...mail } }).values
    const clock = fixedClock(later)
    const worker = createWorker({
      ...{ database, clock, log: silentLog, harvester: noHarvester, seeker: noSeeker },
      ...{ sources: [], settings, finder: finderOfStore(db) },
    })
    const paper = paperRecord({ id: '2603.00001', title: 'Weaving nets', published: '2026-03-03T10:00:00Z' })
    await inTransaction(db, (tx) => saveRecordsIn(tx, [paper], 'arxiv'))
    await inTransaction(db, (tx) => addJob(tx, clock.now(), 'send-webhooks'))
    await worker.runDue()
    await queueNow(db, clock.now(), 'run-saved-searches')
    await queueNow(db, clock.now(), 'run-saved-searches')
    assert.equal(await worker.runDue(), 1, 'two wishes at once are one')
    await inTransaction(db, (tx) => addJob(tx, clock.now(), 'tell-saved-searches'))
    await worker.runDue()
    const mails = await db.selectFrom('mail').select(['recipient', 'subject']).execute()
    assert.deepEqual(mails, [{ recipient: 'ada@example.org', subject: 'weaving: 1 new paper' }])
    const jobs = await db.selectFrom('job').select(['kind', 'state']).execute()
    assert.ok(
      jobs.every(({ state }) => state === 'done'),
      JSON.stringify(jobs),
    )
    await queueNow(db, clock.now(), 'run-saved-searches')
    assert.equal(await worker.runDue(), 1, 'the one of the same second is done, and did not see this')
  })
})
