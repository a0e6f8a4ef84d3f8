// A member leaves: their words, votes and ways to sign in go; threads stay readable, and nobody can take their name.

import { lockPaper, recountComments, recountVotes } from '../community/counts-queries.ts'
import type { Db } from '../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../db/write.ts'
import { eraseAddress } from '../digests/change-subscription.ts'
import { tellOfLeaving } from '../webhooks/tell-of-comments.ts'
import { addLetter, GOODBYE, letters, type MailSite } from './account-mails.ts'
import {
  deleteAccess,
  deleteTraces,
  deleteVotesOn,
  emptyComments,
  likedComments,
  makeNameless,
  unlikeComments,
  votedPaperIds,
  writtenComments,
} from './delete-queries.ts'
import { hiddenLikeness, likeness } from './handles.ts'
import { requireOtherAdmin } from './last-admin.ts'
import { changeMember, memberById } from './member-queries.ts'

/** In one transaction: others wait that long at most. */
const AT_ONCE = 50

/** @throws Conflict for the only admin */
export async function deleteMember(db: Db, site: MailSite, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    const member = await memberById(tx, id)
    if (!member || member.state === 'deleted' || member.state === 'leaving') return
    if (member.role === 'admin') await requireOtherAdmin(tx, id, 'You are the only admin.')
    // From here on they can do nothing that would have to be found again.
    await changeMember(tx, id, { state: 'leaving', role: 'reader' })
    await addLetter(tx, member.email, GOODBYE, letters.gone(site.name), site.now)
  })
  await finishLeaving(db, id, site.now)
}

/** Where it was interrupted, it goes on. */
export async function finishLeaving(db: Db, id: string, now: number): Promise<void> {
  const member = await memberById(db, id)
  if (member?.state !== 'leaving') return
  await deleteVotes(db, id)
  await deleteComments(db, id, now)
  await deleteLikes(db, id)
  await inTransaction(db, async (tx) => {
    const name = `deleted-${id.slice(0, 12)}`
    await deleteTraces(tx, id)
    await deleteAccess(tx, id, member.email)
    if (member.email_verified === 1) await eraseAddress(tx, member.email)
    await makeNameless(tx, id, name)
    await changeMember(tx, id, {
      ...{ name, email: `${name}@invalid.example`, image: null, state: 'deleted' },
      ...{ likeness: hiddenLikeness(likeness(member.name)), email_verified: 0, vouched: 0 },
    })
  })
}

async function deleteVotes(db: Db, id: string): Promise<void> {
  for (;;) {
    const papers = await votedPaperIds(db, id, AT_ONCE)
    if (papers.length === 0) return
    await inTransaction(db, async (tx) => {
      // In one order everywhere: two who leave at once don't wait for each other for ever.
      for (const paper of papers) await lockPaper(tx, paper)
      await deleteVotesOn(tx, id, papers)
      for (const paper of papers) await recountVotes(tx, paper)
    })
  }
}

async function deleteComments(db: Db, id: string, now: number): Promise<void> {
  for (;;) {
    const comments = await writtenComments(db, id, AT_ONCE)
    if (comments.length === 0) return
    const papers = [...new Set(comments.map(({ paper_id }) => paper_id))].sort()
    await inTransaction(db, async (tx) => {
      for (const paper of papers) await lockPaper(tx, paper)
      const ids = comments.map((comment) => comment.id)
      await tellOfLeaving(tx, ids, now)
      await emptyComments(tx, ids, now)
      for (const paper of papers) await recountComments(tx, paper)
    })
  }
}

async function deleteLikes(db: Db, id: string): Promise<void> {
  for (;;) {
    const comments = await likedComments(db, id, AT_ONCE)
    if (comments.length === 0) return
    await inTransaction(db, (tx) => unlikeComments(tx, id, comments))
  }
}
