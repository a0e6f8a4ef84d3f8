import type { Command } from 'commander'
import type { Db } from '../db/connect.ts'
import type { SourceRunTable } from '../db/schema-sources.ts'
import { NotFound } from '../errors.ts'
import { type SourceName, sourceNames } from '../source-spec.ts'
import { nextAnnouncement } from '../sources/arxiv-announcements.ts'
import { type CategoryCounts, categoryCountsOf } from '../sources/freshness/category-counts.ts'
import { freshnessOf, type SourceFreshness } from '../sources/freshness/freshness.ts'
import { isoOf } from '../sources/freshness/time-text.ts'
import { runsOf } from '../sources/harvest/source-runs.ts'
import { setPaused } from '../sources/harvest/source-state.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'
import { categoryLines, runLines, sourceLines } from './source-lines.ts'

export function addSourcesCommand(program: Command, context: CliContext): void {
  const sources = program
    .command('sources')
    .description('show how fresh each source is: last run, last success, newest paper, what is late and why')
    .action((options: StoreOptions) => showSources(context, options))
  for (const [name, paused] of [['pause', true] as const, ['resume', false] as const]) {
    sources
      .command(name)
      .description(paused ? 'no longer ask a source by the schedule' : 'ask it by the schedule again')
      .argument('<source>', 'its name, such as hf-daily')
      .action((source: string, _: object, command: Command) =>
        pauseSource(context, command.optsWithGlobals(), source, paused),
      )
  }
  sources
    .command('history')
    .description('show the harvests of a source, newest first')
    .argument('<source>', 'its name, such as hf-daily')
    .action((source: string, _: object, command: Command) =>
      showHistory(context, command.optsWithGlobals(), source),
    )
}

function showSources(context: CliContext, options: StoreOptions): Promise<void> {
  const config = context.config(options)
  const now = context.clock(config).now()
  return withStore(config, async ({ db }) => {
    const told = await freshnessOf(db, config.values, now)
    const counts = await categoryCountsOf(db, config.values)
    if (options.json) return printJson(context, documentOf(told, counts, now))
    if (told.length === 0) {
      return printLine(context, 'SOURCES names no source: nothing is harvested here. See docs/sources.md.')
    }
    for (const line of [...sourceLines(told, now), ...(counts ? categoryLines(counts) : [])])
      printLine(context, line)
  })
}

/** The names of this document are relied on by others: add to them, change none. */
function documentOf(told: SourceFreshness[], counts: CategoryCounts | undefined, now: number) {
  return {
    sources: told.map(sourceDocument),
    ...(told.some(({ nextAnnouncement: at }) => at !== undefined)
      ? { nextAnnouncement: isoOf(nextAnnouncement(now).at) }
      : {}),
    ...(counts && { listDay: counts.day, comparedWith: counts.comparedWith }),
    categories: counts?.categories ?? [],
  }
}

const time = (ms: number | undefined) => (ms === undefined ? undefined : isoOf(ms))

function sourceDocument(told: SourceFreshness) {
  const { source, title, parts, state, isRunning, isPaused, lastRun, late, failuresInARow } = told
  return {
    ...{ source, title, parts, state, running: isRunning, paused: isPaused },
    until: time(told.until),
    lastRun: time(lastRun?.startedAt),
    lastRunState: lastRun?.state,
    lastRunRecords: lastRun?.records,
    lastRunBad: lastRun?.bad,
    lastSuccess: time(told.lastSuccess),
    newestPaper: told.newestPaper,
    doneThrough: told.doneThrough,
    nextRun: time(told.nextRun),
    nextAnnouncement: time(told.nextAnnouncement),
    late: late !== undefined,
    lateSince: time(late?.since),
    lateBecause: late?.sentence,
    failuresInARow,
    lastError: told.lastError,
  }
}

function pauseSource(
  context: CliContext,
  options: StoreOptions,
  text: string,
  paused: boolean,
): Promise<void> {
  const source = sourceNamed(text)
  return withStore(context.config(options), async ({ db }) => {
    await setPaused(db, source, paused)
    if (options.json) return printJson(context, { source, paused })
    const line = paused
      ? `${source} is paused: the schedule passes it over until \`broadsheet sources resume ${source}\`.`
      : `${source} is asked by the schedule again.`
    printLine(context, line)
  })
}

function showHistory(context: CliContext, options: StoreOptions, text: string): Promise<void> {
  const source = sourceNamed(text)
  return withStore(context.config(options), async ({ db }) => {
    const runs = await remembered(db, source)
    if (options.json) return printJson(context, { source, runs: runs.map(runDocument) })
    if (runs.length === 0) return printLine(context, `${source} was never asked.`)
    for (const line of runLines(runs)) printLine(context, line)
  })
}

/** As many as are kept. */
const remembered = (db: Db, source: SourceName): Promise<SourceRunTable[]> => runsOf(db, source, 200)

function runDocument(run: SourceRunTable) {
  const { state, cause, pages, records, added, changed, bad } = run
  return {
    ...{ startedAt: isoOf(run.started_at), finishedAt: time(run.finished_at ?? undefined), state, cause },
    ...{ since: run.since ?? undefined, until: run.until ?? undefined },
    ...{ pages, records, added, changed, bad, total: run.total ?? undefined },
    lastError: run.last_error ?? undefined,
  }
}

function sourceNamed(text: string): SourceName {
  const source = sourceNames.find((name) => name === text.toLowerCase())
  if (source) return source
  throw new NotFound(`There is no source “${text.slice(0, 40)}”. There are: ${sourceNames.join(', ')}.`)
}
