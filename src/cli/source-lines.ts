// What is told of sources, as lines of a terminal.

import { counted, exactCount } from '../count-text.ts'
import type { SourceRunTable } from '../db/schema-sources.ts'
import { areHolidaysKnown, nextAnnouncement } from '../sources/arxiv-announcements.ts'
import type { CategoryCounts } from '../sources/freshness/category-counts.ts'
import type { SourceFreshness } from '../sources/freshness/freshness.ts'
import { agoText, isoOf, momentText, weekdayText } from '../sources/freshness/time-text.ts'
import { printable } from './output.ts'

/** Rows as columns, the widest cell of each deciding. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

export function sourceLines(sources: readonly SourceFreshness[], now: number): string[] {
  const rows = sources.map(
    ({ source, state, until, lastRun, lastSuccess, newestPaper, doneThrough, nextRun }) => [
      source,
      stateText(state, until, now),
      lastRun ? agoText(lastRun.startedAt, now) : 'never',
      lastSuccess === undefined ? 'never' : agoText(lastSuccess, now),
      newestPaper?.slice(0, 10) ?? '–',
      doneThrough ?? '–',
      nextRun === undefined ? '–' : minuteText(nextRun),
    ],
  )
  return [
    ...tableLines(
      ['source', 'state', 'last run', 'last success', 'newest paper', 'done through', 'next run (UTC)'],
      rows,
    ),
    ...sources.flatMap(remarksOf),
    ...announcementLines(sources, now),
  ]
}

function stateText(state: SourceFreshness['state'], until: number | undefined, now: number): string {
  if (state === 'never') return 'never asked'
  const rests = (state === 'waiting' || state === 'resting') && until !== undefined
  return rests ? `${state} until ${momentText(until, now)}` : state
}

function remarksOf({ source, late, lastError }: SourceFreshness): string[] {
  if (late) return [`${source} is late: ${printable(late.sentence)}`]
  return lastError === undefined ? [] : [`${source}: ${printable(lastError)}`]
}

function announcementLines(sources: readonly SourceFreshness[], now: number): string[] {
  if (!sources.some(({ nextAnnouncement: at }) => at !== undefined)) return []
  const { at, evening } = nextAnnouncement(now)
  const line = `arXiv announces next on ${weekdayText(evening)} at 20:00 New York time (${momentText(at, now)}).`
  return areHolidaysKnown(evening)
    ? [line]
    : [`${line} Its holidays of ${evening.slice(0, 4)} aren’t known here yet.`]
}

export function categoryLines({ day, comparedWith, categories }: CategoryCounts): string[] {
  const rows = categories.map(({ category, papers, usual, isUnusual }) => [
    category,
    exactCount(papers),
    usual === undefined ? 'not known yet' : exactCount(usual),
    isUnusual ? 'unusually few' : '',
  ])
  return [
    '',
    `New papers of ${weekdayText(day)}, compared with ${counted(comparedWith, 'list')} of the same weekday:`,
    ...tableLines(['category', 'papers', 'usual', ''], rows),
  ]
}

export function runLines(runs: readonly SourceRunTable[]): string[] {
  const rows = runs.map((run) => [
    minuteText(run.started_at),
    run.state,
    run.cause,
    run.since === null ? '–' : `${run.since} to ${run.until ?? ''}`,
    ...[run.records, run.added, run.changed, run.bad].map(exactCount),
    printable(run.last_error ?? ''),
  ])
  return tableLines(
    ['began (UTC)', 'state', 'cause', 'days', 'records', 'added', 'changed', 'bad', 'what went wrong'],
    rows,
  )
}

const minuteText = (ms: number): string => isoOf(ms).slice(0, 16).replace('T', ' ')
