// Curators set keywords and a summary of two sentences at most, whose source is named.

import type { Db } from '../../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Invalid } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import { logChange } from '../attribution.ts'
import { changeByMembers, type SetByMembers, setByMembers } from '../links/members-statement.ts'
import { refuseBanned } from '../links/read-address.ts'
import { requireSame, stampOf } from '../links/set-links.ts'
import { readPlainText } from '../plain-text.ts'

export interface TypedSummary {
  /** Separated by commas. */
  keywords: string
  summary: string
  /** Who wrote it: a model, or a person as `@ada`. */
  source: string
}

export interface SummaryOrder {
  paperId: PaperId
  by: { id: string; name: string }
  typed: TypedSummary
  stamp: string
  now: number
}

const MOST_KEYWORDS = 12
const LONGEST_KEYWORD = 60
const LONGEST_SUMMARY = 600
const MOST_SENTENCES = 2

export const typedSummary = ({
  keywords = [],
  aiSummary = '',
  aiSummaryModel = '',
}: SetByMembers): TypedSummary => ({
  keywords: keywords.join(', '),
  summary: aiSummary,
  source: aiSummaryModel,
})

/** @throws Invalid, Conflict */
export async function setSummary(db: Db, { paperId, by, typed, stamp, now }: SummaryOrder): Promise<void> {
  const keywords = readKeywords(typed.keywords)
  const aiSummary = readSummary(typed.summary)
  const aiSummaryModel = aiSummary && (cleanLine(typed.source, 100) || `@${by.name}`)
  await refuseBanned(db, [...keywords, aiSummary ?? ''])
  await inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    requireSame(stampOf(await setByMembers(tx, paperId)), stamp)
    await changeByMembers(tx, paperId, { keywords, aiSummary, aiSummaryModel })
    const summary = aiSummary ? `summary by ${aiSummaryModel}: ${aiSummary}` : 'no summary'
    const reason = `Keywords: ${keywords.join(', ') || 'none'}; ${summary}`
    await logChange(tx, {
      at: now,
      by: by.id,
      action: 'paper-summary',
      subject: { kind: 'paper', id: paperId },
      reason,
    })
  })
}

function readKeywords(text: string): string[] {
  const words = text.split(/[,\n]/).map((word) => cleanLine(word, LONGEST_KEYWORD))
  const keywords = [...new Set(words.filter((word) => word !== ''))]
  if (keywords.length <= MOST_KEYWORDS) return keywords
  throw new Invalid(`At most ${MOST_KEYWORDS} keywords are shown, not ${keywords.length}. Leave some out.`, {
    keywords: `must be at most ${MOST_KEYWORDS}`,
  })
}

function readSummary(text: string): string | undefined {
  const summary = readPlainText(text, 'summary', LONGEST_SUMMARY)?.replace(/\s+/g, ' ')
  const sentences = summary === undefined ? 0 : [...sentencesOf.segment(summary)].length
  if (sentences <= MOST_SENTENCES) return summary
  throw new Invalid(`A summary has two sentences at most, not ${sentences}.`, {
    summary: 'must be two sentences at most',
  })
}

const sentencesOf = new Intl.Segmenter('en', { granularity: 'sentence' })
