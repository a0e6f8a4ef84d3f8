// A small collection for tests of the API: papers of several sources, with everything and with almost nothing.

import type { Db } from '../../src/db/connect.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { mergePapers } from '../../src/papers/same/merge-papers.ts'
import { aMember, type TestMember } from './members.ts'
import { fill, paperRecord } from './records.ts'
import { noon } from './site.ts'

const recorded = {
  id: 'b'.repeat(24),
  name: 'Grace',
  fullname: 'Grace Sample',
  isPro: true,
  followerCount: 7,
}

export const fullPaper = paperRecord({
  id: '2603.00001',
  title: 'Weaving $\\alpha$-gardens',
  abstract: 'We weave gardens. Each loop is sparse, and none is lost.',
  authors: [
    { name: 'Ada Example', id: 'c'.repeat(24), status: 'claimed_verified', person: recorded },
    { name: 'Ben Sample', hidden: true },
  ],
  published: '2026-03-02T17:59:01.000Z',
  categories: ['cs.LG', 'cs.CL'],
  links: [
    { kind: 'code', url: 'https://github.com/example/garden', stars: 12, addedBy: 'auto' },
    { kind: 'project', url: 'https://example.org/garden' },
    { kind: 'model', url: 'https://huggingface.co/example/garden' },
    { kind: 'data', url: 'https://huggingface.co/datasets/example/loops' },
    { kind: 'demo', url: 'https://huggingface.co/spaces/example/loom' },
  ],
  media: ['https://example.org/garden.mp4'],
  organization: { id: 'd'.repeat(24), name: 'example-lab', fullname: 'Example Lab' },
  keywords: ['gardens', 'loops'],
  aiSummary: 'Gardens can be woven.',
  aiSummaryModel: 'a-model',
  discussionId: 'e'.repeat(24),
  entries: [
    {
      day: '2026-03-03',
      place: 0,
      enteredAt: '2026-03-03T08:00:00.000Z',
      submittedBy: recorded,
      recordedVotes: 9,
      recordedComments: 2,
      isAuthorParticipating: true,
    },
  ],
})

/** A title, and that is all. */
export const barePaper = paperRecord({
  id: 'doi:10.1000/bare',
  title: 'Bare',
  abstract: '',
  authors: [],
  authorCount: 0,
})

export const oldPaper = paperRecord({
  id: 'cs/0112017',
  title: 'An old matter of looms',
  published: '2001-12',
})

export const proceedings = paperRecord({
  id: 'acl:2026.x-long.1',
  title: 'Sowing gardens',
  doi: '10.1000/sow',
  published: '2026',
  entries: [{ day: '2026-03-03', place: 1, recordedVotes: 4 }],
})

/** The second id of `fullPaper`. */
export const mergedId = 'openreview:weave'

export const someRecords: PaperRecord[] = [fullPaper, barePaper, oldPaper, proceedings]

export interface ApiStore {
  reader: TestMember
  curator: TestMember
}

export async function fillApiStore(db: Db): Promise<ApiStore> {
  await fill(db, [...someRecords, paperRecord({ id: mergedId, title: fullPaper.title })])
  await mergePapers(db, { alias: mergedId, into: fullPaper.id, reason: 'title', now: Date.parse(noon) })
  return { reader: await aMember(db, 'rea'), curator: await aMember(db, 'cora', 'curator') }
}
