import type { Command } from 'commander'
import { counted, exactCount } from '../count-text.ts'
import { optimize } from '../db/optimize.ts'
import { Conflict, Invalid } from '../errors.ts'
import { earlierDay, parseDay } from '../papers/calendar.ts'
import { chooseEditions } from '../papers/lists/rule-edition.ts'
import { mergeSamePapers } from '../papers/same/find-same.ts'
import { parseSources, type SourceSpec } from '../source-spec.ts'
import type { HarvestParts, HarvestProgress } from '../sources/harvest/harvest-parts.ts'
import { type HarvestResult, harvestSource } from '../sources/harvest/harvest-source.ts'
import { sourceClient } from '../sources/harvest/harvester.ts'
import { harvestedSource, specsOfSettings } from '../sources/harvest/sources-of-settings.ts'
import type { DayRange } from '../sources/protocol.ts'
import { ruleSettings } from '../sources/rule-settings.ts'
import type { CliContext, ExitStatus, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printable, printJson, printLine } from './output.ts'
import { createProgressBar } from './progress.ts'

interface HarvestOptions extends StoreOptions {
  since?: string
  until?: string
}

type SourceOutcome = HarvestResult & { source: string }

export function addHarvestCommand(program: Command, context: CliContext): void {
  program
    .command('harvest')
    .description('ask the sources now, and go on where an earlier harvest ended')
    .argument('[source...]', 'arxiv, arxiv:cs.CL+cs.LG, hf-daily, … ; those of SOURCES by default')
    .option('--since <day>', 'from this day on, such as 2026-03-04 (UTC)')
    .option('--until <day>', 'up to this day; today by default')
    .action(async (sources: string[], options: HarvestOptions) => {
      context.exitStatus = await harvest(context, sources, options)
    })
}

/** 0 when every source was harvested to its end. */
async function harvest(context: CliContext, sources: string[], options: HarvestOptions): Promise<ExitStatus> {
  const config = context.config(options)
  const { values } = config
  const clock = context.clock(config)
  const specs = specsAsked(sources, specsOfSettings(values))
  const range = rangeAsked(options, new Date(clock.now()).toISOString().slice(0, 10))
  const isTest = values.TEST_CLOCK !== undefined || values.TEST_POLITENESS_MS !== undefined
  const http = sourceClient(values, context.version, isTest)
  const progress = createHarvestProgress(context, options.json === true)
  const outcomes: SourceOutcome[] = []
  await withStore(config, async (database) => {
    const parts: HarvestParts = {
      ...{ db: database.db, clock, http, settings: values, signal: context.signal },
      // Somebody watches, and can end it.
      patienceMs: Number.POSITIVE_INFINITY,
      onProgress: progress.show,
    }
    for (const spec of specs) {
      if (context.signal.aborted) break
      const result = await harvestOr(parts, spec, range)
      progress.end()
      outcomes.push({ source: spec.source, ...result })
      if (!options.json) printOutcome(context, spec.source, result)
    }
    if (!outcomes.some(({ added, changed }) => added + changed > 0)) return
    await mergeSamePapers(database.db, () => clock.now(), context.signal)
    await chooseEditions(database.db, clock.now(), ruleSettings(values))
    await optimize(database)
  }).finally(() => {
    progress.end()
    return http.close()
  })
  if (options.json) printJson(context, { sources: outcomes })
  const isWhole = outcomes.length === specs.length && outcomes.every(({ state }) => state === 'done')
  return isWhole ? 0 : 1
}

/** A source that another process harvests keeps nobody from the others. */
async function harvestOr(
  parts: HarvestParts,
  spec: SourceSpec,
  range: DayRange | undefined,
): Promise<HarvestResult> {
  try {
    return await harvestSource(parts, harvestedSource(parts.settings, spec), { cause: 'command', range })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const nothing = { pages: 0, records: 0, added: 0, changed: 0, bad: 0 }
    return { ...nothing, state: 'stopped', error: error.message }
  }
}

function specsAsked(sources: string[], known: SourceSpec[]): SourceSpec[] {
  if (sources.length === 0) {
    if (known.length > 0) return known
    throw new Invalid('SOURCES names no source. Say which: broadsheet harvest arxiv:cs.CL')
  }
  return sources.map((text) => {
    const configured = known.find(({ source }) => source === text.toLowerCase())
    if (configured) return configured
    const parsed = parseSources(text)
    const [spec] = typeof parsed === 'string' ? [] : parsed
    if (spec) return spec
    throw new Invalid(`The sources must be ${typeof parsed === 'string' ? parsed : 'named'}.`)
  })
}

function rangeAsked({ since, until }: HarvestOptions, today: string): DayRange | undefined {
  if (since === undefined && until === undefined) return undefined
  const last = earlierDay(dayAsked('--until', until ?? today), today)
  const first = dayAsked('--since', since ?? last)
  if (first <= last) return { since: first, until: last }
  throw new Invalid(`--since ${first} is after --until ${last}.`)
}

function dayAsked(option: string, text: string): string {
  const day = parseDay(text)
  if (day !== null) return day
  throw new Invalid(`${option} must be a day such as 2026-03-04, not “${text.slice(0, 40)}”.`)
}

/** A bar, and one line for each time that a source makes us wait. */
function createHarvestProgress(context: CliContext, quiet: boolean) {
  const bar = createProgressBar(context, quiet)
  return {
    end: bar.end,
    show({ source, records, total, waiting }: HarvestProgress): void {
      bar.show({ name: source, done: records, total, count: records, unit: 'record' })
      const seconds = waiting ? Math.round((waiting.until - Date.now()) / 1000) : 0
      if (quiet || !waiting || seconds < 5) return
      bar.end()
      const time = new Date(waiting.until).toISOString().slice(11, 19)
      context.stderr.write(
        `${printable(waiting.reason)} Going on at ${time} UTC; Ctrl-C stops, nothing is lost.\n`,
      )
    },
  }
}

function printOutcome(context: CliContext, source: string, result: HarvestResult): void {
  const { records, added, changed, bad, state, error } = result
  const unchanged = Math.max(0, records - added - changed - bad)
  const parts = [
    `${counted(added, 'paper')} added`,
    `${exactCount(changed)} changed`,
    `${exactCount(unchanged)} unchanged`,
  ]
  if (bad > 0) parts.push(`${counted(bad, 'bad record')} left out`)
  printLine(context, `${source}: ${counted(records, 'record')} read: ${parts.join(', ')}.`)
  if (state === 'done' || error === undefined) return
  const later = state === 'waiting' ? ' The next harvest goes on there.' : ''
  context.stderr.write(`${source}: ${printable(error)}${later}\n`)
}
