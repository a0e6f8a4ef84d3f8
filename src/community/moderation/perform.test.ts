// Whatever moderators do, in any order: the state is what the log says, and the counts are those of the rows.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aComment } from '../../../test/support/comments.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon } from '../../../test/support/site.ts'
import { memberById, viewerOf } from '../../accounts/member-queries.ts'
import type { Db } from '../../db/connect.ts'
import { Conflict } from '../../errors.ts'
import { perform } from './perform.ts'
import { inverseOf, type StepName, stepNames, steps } from './steps.ts'

const paper_id = '2603.00001'
const start = Date.parse(noon)

eachDatabase('any sequence of steps', (open) => {
  test('leaves what the log says', async () => {
    const db = await open()
    await fill(db, [paperRecord({ id: paper_id })])
    const mod = await aMember(db, 'mo', 'moderator')
    const row = await memberById(db, mod.id)
    const actor = row && viewerOf(row, start)
    assert.ok(actor)
    let now = start
    let members = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...stepNames), { maxLength: 12 }), async (sequence) => {
        const writer = await aMember(db, `writer-${++members}`)
        const id = await aComment(db, { paper_id, person_id: writer.id, body: 'It holds.' })
        const domain = `spam-${members}.example`
        for (const step of sequence) {
          now += 1_000
          const subject =
            steps[step].kind === 'domain'
              ? { kind: 'domain' as const, id: domain }
              : { kind: 'comment' as const, id }
          const act = { actor, reason: 'It is spam.', now }
          const isDone = await perform(db, act, { step, subject, days: 3, domain: '' }).then(
            () => true,
            (error: unknown) => !(error instanceof Conflict) && Promise.reject(error),
          )
          const told = { hide: id, lock: paper_id, ban: writer.id, 'ban-domain': domain }
          await assertAsLogged(db, told, `${sequence} at ${step}, ${isDone ? 'done' : 'refused'}`)
        }
        await unlock(db)
      }),
      { numRuns: 25 },
    )
    const rows = await db.selectFrom('comment').selectAll().where('hidden_at', 'is', null).execute()
    const paper = await db.selectFrom('paper').select('member_comments').executeTakeFirstOrThrow()
    assert.equal(paper.member_comments, rows.length)
  })
})

type Kept = 'hide' | 'lock' | 'ban' | 'ban-domain'

async function assertAsLogged(db: Db, subjects: Record<Kept, string>, when: string): Promise<void> {
  const comment = await db
    .selectFrom('comment')
    .select('hidden_at')
    .where('id', '=', subjects.hide)
    .executeTakeFirst()
  const member = await memberById(db, subjects.ban)
  const lock = await db
    .selectFrom('thread_lock')
    .selectAll()
    .where('paper_id', '=', subjects.lock)
    .executeTakeFirst()
  const refused = await db
    .selectFrom('domain_ban')
    .selectAll()
    .where('domain', '=', subjects['ban-domain'])
    .executeTakeFirst()
  const state: Record<Kept, boolean> = {
    hide: comment?.hidden_at !== null,
    lock: lock !== undefined,
    ban: member?.state === 'banned',
    'ban-domain': refused !== undefined,
  }
  for (const [step, isSo] of Object.entries(state) as [Kept, boolean][]) {
    assert.equal(await standsInLog(db, step, subjects[step]), isSo, `${step}: ${when}`)
  }
}

/** Done more often than taken back. */
async function standsInLog(db: Db, step: StepName, id: string): Promise<boolean> {
  const entries = await db
    .selectFrom('moderation_entry')
    .select(['id', 'action', 'undoes'])
    .where('subject_id', '=', id)
    .execute()
  const undone = new Set(
    entries.filter(({ action }) => action === inverseOf(step)).map(({ undoes }) => undoes),
  )
  return entries.some((entry) => entry.action === step && !undone.has(entry.id))
}

/** The thread is that of all runs. */
async function unlock(db: Db): Promise<void> {
  await db.deleteFrom('thread_lock').execute()
  await db.deleteFrom('moderation_entry').where('subject_kind', '=', 'paper').execute()
}
