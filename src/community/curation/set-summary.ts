// Curators set keywords and a summary of two sentences at most, whose source is named.

import type { Db } from '../../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Invalid } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import { logChange } from '../attribution.ts'
import { changeByMembers, type SetByMembers, setByMembers } from '../links/members-statement.ts'
import { refuseBanned } from '../links/read-address.ts'
import { keywordsShown, requireSame, stampOf } from '../links/set-links.ts'
import { readPlainText } from '../plain-text.ts'

export interface TypedSummary {
  /** One a line; commas part them, too. */
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
const LONGEST_LINE = 1_000
const LONGEST_SUMMARY = 600
const MOST_SENTENCES = 2

/** `keywords`: all that the paper shows, whoever said them. */
export const typedSummary = (
  { aiSummary = '', aiSummaryModel = '' }: SetByMembers,
  keywords: readonly string[],
): TypedSummary => ({
  keywords: keywords.join('\n'),
  summary: aiSummary,
  source: aiSummaryModel,
})

/** @throws Invalid, Conflict */
export async function setSummary(db: Db, { paperId, by, typed, stamp, now }: SummaryOrder): Promise<void> {
  const aiSummary = readSummary(typed.summary)
  const aiSummaryModel = aiSummary && (cleanLine(typed.source, 100) || `@${by.name}`)
  await refuseBanned(db, [typed.keywords, aiSummary ?? ''])
  await inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    const [before, shown] = [await setByMembers(tx, paperId), await keywordsShown(tx, paperId)]
    requireSame(stampOf(before, shown), stamp)
    const change = keywordsChange(before, shown, typed.keywords)
    await changeByMembers(tx, paperId, { ...change, aiSummary, aiSummaryModel })
    const summary = aiSummary ? `summary by ${aiSummaryModel}: ${aiSummary}` : 'no summary'
    const reason = `Keywords: ${(await keywordsShown(tx, paperId)).join(', ') || 'none'}; ${summary}`
    await logChange(tx, {
      at: now,
      by: by.id,
      action: 'paper-summary',
      subject: { kind: 'paper', id: paperId },
      reason,
    })
  })
}

/** What sources bring stays theirs: they may add to it, and what was taken out stays out. @throws Invalid */
function keywordsChange(
  { keywords = [], withoutKeywords = [] }: SetByMembers,
  shown: readonly string[],
  typed: string,
): Required<Pick<SetByMembers, 'keywords' | 'withoutKeywords'>> {
  const wanted = readKeywords(typed, shown)
  const isWanted = new Set(wanted.map((word) => word.toLowerCase()))
  const own = wanted.filter((word) => keywords.includes(word) || !shown.includes(word))
  const without = [...withoutKeywords, ...shown].filter((word) => !isWanted.has(word.toLowerCase()))
  if (own.length <= MOST_KEYWORDS) return { keywords: own, withoutKeywords: without }
  throw new Invalid(`Curators add ${MOST_KEYWORDS} keywords at most, not ${own.length}. Leave some out.`, {
    keywords: `must be at most ${MOST_KEYWORDS} besides those of sources`,
  })
}

/** Lines, and what commas part; a keyword of a source may hold commas, and be longer than ours. */
function readKeywords(text: string, shown: readonly string[]): string[] {
  const words = text.split('\n').flatMap((line) => {
    const word = cleanLine(line, LONGEST_LINE)
    return shown.includes(word) ? [word] : line.split(',').map((part) => cleanLine(part, LONGEST_KEYWORD))
  })
  return [...new Set(words.filter((word) => word !== ''))]
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
