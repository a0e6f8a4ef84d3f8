// Which of arXiv’s papers stand on the list of a day, and how many liked them.

import { dayNumber, dayText, isWeekend, msOfDay } from './days.ts'
import type { ArxivPapers } from './generate-arxiv.ts'
import type { GeneratedPaper } from './generated-paper.ts'
import { seeded, seedOf } from './seeded.ts'

export interface DailyItem {
  paper: GeneratedPaper
  /** Position in the list, 0 for the first. */
  place: number
  upvotes: number
  comments: number
  /** ISO time, UTC. */
  enteredAt: string
  submitter: string
}

/** By votes, descending. None at weekends and on days without changed papers. */
export function dailyList(papers: ArxivPapers, seed: number, day: string): DailyItem[] {
  const number = dayNumber(day)
  if (isWeekend(number)) return []
  const random = seeded(seedOf(seed, 21, number))
  const [from, to] = [firstAt(papers, number), firstAt(papers, number + 1)]
  const wanted = Math.min(to - from, random.chance(0.12) ? 101 + random.below(40) : 5 + random.below(30))
  const votes = Array.from({ length: wanted }, () => random.below(200)).sort((a, b) => b - a)
  return votes.map((upvotes, place) => ({
    paper: papers.paper(from + Math.floor((place * (to - from)) / wanted)),
    place,
    upvotes,
    comments: random.below(9),
    enteredAt: new Date(number * msOfDay + random.below(20 * 3600) * 1000).toISOString(),
    submitter: `reader-${random.below(40)}`,
  }))
}

/** The newest day up to `until` with a list; null where there is none. */
export function newestDaily(papers: ArxivPapers, seed: number, until: string): string | null {
  const last = dayNumber(until)
  for (let day = last; day > last - 10; day--)
    if (dailyList(papers, seed, dayText(day)).length > 0) return dayText(day)
  return null
}

/** Index of the first paper changed on this day or later. */
export function firstAt(papers: ArxivPapers, day: number): number {
  let [low, high] = [0, papers.count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (papers.modifiedDay(middle) < day) low = middle + 1
    else high = middle
  }
  return low
}
