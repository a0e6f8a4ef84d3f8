// What a channel would be sent, for an admin to look at before anybody else does.

import type { Db } from '../db/connect.ts'
import { choosePapers } from '../digests/choose-papers.ts'
import { dayToShow, editionOn } from '../digests/digest-edition.ts'
import type { DigestPeriod } from '../digests/subscription.ts'
import type { Day } from '../papers/calendar.ts'
import { channelOf } from './channel.ts'
import { type ChannelSite, composeFor } from './compose-messages.ts'
import { rowOf } from './manage-channels.ts'

export interface ChannelPreview {
  period: DigestPeriod
  day: Day
  /** As they would be sent, as JSON; none where nothing fits. */
  messages: object[]
}

interface PreviewQuestion {
  id: string
  now: number
  today: Day
  /** Absent: the newest edition that is whole. */
  day?: Day | undefined
}

/** As if it had had nothing before. @throws NotFound */
export async function previewChannel(
  db: Db,
  site: ChannelSite,
  { id, now, today, day: asked }: PreviewQuestion,
): Promise<ChannelPreview> {
  const row = await rowOf(db, id)
  const period = row.period as DigestPeriod
  const edition = await editionOn(db, period, asked ?? (await dayToShow(db, today)))
  const chosen = choosePapers(edition.papers, channelOf(row), new Set()).slice(0, row.most_papers)
  const byId = new Map(edition.papers.map((paper) => [paper.id, paper]))
  const papers = chosen.flatMap(({ id, rank }) => {
    const paper = byId.get(id)
    return paper ? [{ paper, rank }] : []
  })
  const told = { id: '0'.repeat(24), at: now, edition: { period, day: edition.day }, papers }
  return { period, day: edition.day, messages: papers.length === 0 ? [] : composeFor(row, site, told) }
}
