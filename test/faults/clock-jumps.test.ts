// The clock of the machine is set wrong, far ahead, and set right again, while the site runs.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Clock } from '../../src/clock.ts'
import { addJob, claimJob } from '../../src/jobs/queue.ts'
import { planNextRuns, scheduleOf } from '../../src/jobs/schedule.ts'
import { addMail } from '../../src/mail/mail.ts'
import { routes } from '../../src/web/routes.ts'
import { testApp } from '../support/app.ts'
import { databaseKinds } from '../support/database.ts'
import { mailServer } from '../support/mail-server.ts'
import { aMember } from '../support/members.ts'
import { paperRecord } from '../support/records.ts'
import { noon } from '../support/site.ts'

const DAY_MS = 86_400_000
const today = Date.parse(noon)
const onDay = (day: string, id: string) =>
  paperRecord({ id, title: `News of ${day}`, entries: [{ day, place: 0, recordedVotes: 1 }] })

/** Shows what a test sets; waiting takes no time. */
function settableClock(): Clock & { set(at: number): void } {
  let at = today
  return {
    now: () => at,
    wait: async () => {},
    set(next) {
      at = next
    },
  }
}

for (const kind of databaseKinds) {
  describe(`a clock that jumps (${kind})`, () => {
    const start = async (settings: Record<string, string> = {}) => {
      const clock = settableClock()
      const records = [onDay('2026-03-03', '2603.00001'), onDay('2026-03-04', '2603.00002')]
      return { clock, ...(await testApp({ kind, clock, records, settings })) }
    }

    test('shows the lists of the day that it says, and those of before when it is right again', async () => {
      const { clock, page } = await start()
      const front = await page('/')
      assert.equal(await page('/'), front)
      clock.set(today + 400 * DAY_MS)
      const ahead = await page('/')
      assert.notEqual(ahead, front)
      clock.set(today)
      assert.equal(await page('/'), front)
      clock.set(today - 30 * DAY_MS)
      assert.notEqual(await page('/'), ahead)
      clock.set(today)
      assert.equal(await page('/'), front)
    })

    test('takes sessions only where it is a month and more ahead in the night, when they are tidied', async () => {
      const { clock, db, request, worker } = await start()
      const { headers } = await aMember(db, 'reader-one')
      const status = async () => (await request(routes.settings(), { headers })).status
      assert.equal(await status(), 200)
      // A session's own end is of the machine's clock, which no test can set: here it stands as if it were the site's.
      const expires_at = new Date(today + 30 * DAY_MS).toISOString()
      const lasting = () => db.selectFrom('session').select('id').execute()
      await db.updateTable('session').set({ expires_at }).execute()
      const tidyAt = async (at: number) => {
        clock.set(at)
        await db.transaction().execute((tx) => addJob(tx, at, 'tidy-accounts'))
        await worker.runDue()
        clock.set(today)
        return (await lasting()).length
      }
      assert.equal(await tidyAt(today + 29 * DAY_MS), 1)
      assert.equal(await tidyAt(today - 29 * DAY_MS), 1)
      assert.equal(await tidyAt(today + 31 * DAY_MS), 0)
      assert.notEqual(await status(), 200)
    })

    test('makes up for what is due once, and the schedule goes on when it is right again', async () => {
      const { clock, db, worker } = await start()
      const lines = scheduleOf([])
      const done = async () => {
        const rows = await db
          .selectFrom('job')
          .select(['kind', 'state'])
          .where('state', '!=', 'ready')
          .execute()
        assert.ok(rows.every(({ state }) => state === 'done'))
        return rows.filter(({ kind: one }) => one === 'send-mails').length
      }
      await planNextRuns(db, clock.now(), lines)
      clock.set(today + 365 * DAY_MS)
      await planNextRuns(db, clock.now(), lines)
      await worker.runDue()
      assert.equal(await done(), 1)
      clock.set(today)
      for (let minute = 1; minute <= 3; minute++) {
        await planNextRuns(db, clock.now(), lines)
        clock.set(today + minute * 60_000)
        await worker.runDue()
      }
      assert.ok((await done()) >= 3)
    })

    test('holds up no job whose worker died while it was ahead', async () => {
      const { clock, db } = await start()
      await db.transaction().execute((tx) => addJob(tx, today, 'prune-jobs'))
      assert.equal((await claimJob(db, today + 365 * DAY_MS))?.attempts, 1)
      assert.equal(await claimJob(db, clock.now()), null, 'its worker may live, and wait for the right time')
      assert.equal((await claimJob(db, clock.now() + 120_000))?.attempts, 2)
    })

    test('lets mail that was written while it was ahead wait for its time', async () => {
      const server = await mailServer()
      const { clock, db, worker } = await start({ SMTP_URL: server.url, MAIL_FROM: 'site@example.org' })
      const send = async () => {
        await db.transaction().execute((tx) => addJob(tx, clock.now(), 'send-mails'))
        await worker.runDue()
        return server.mails.length
      }
      const letter = { recipient: 'ada@example.org', subject: 'Hello', body: 'Hello.', kind: 'signIn' }
      await addMail(db, letter, today + DAY_MS)
      assert.equal(await send(), 0)
      clock.set(today + DAY_MS)
      assert.equal(await send(), 1)
    })
  })
}
