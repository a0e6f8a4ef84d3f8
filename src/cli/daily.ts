import type { Command } from 'commander'
import type { DailyItem as ApiItem } from '../client/client.ts'
import { Invalid } from '../errors.ts'
import { parseDay, todayAt } from '../papers/calendar.ts'
import { dailyItems } from '../papers/lists/daily-items.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'
import { limitOption } from './search.ts'
import { askServer, type ServerOptions, withServerOptions } from './server.ts'
import { printPaper, type ToldPaper, toldOfServer, toldOfStore } from './told-paper.ts'

interface DailyOptions extends StoreOptions, ServerOptions {
  date?: string
  limit: number
}

interface Listed {
  item: ToldPaper & { comments: number }
  authorCount: number
}

export function addDailyCommand(program: Command, context: CliContext): void {
  const command = program
    .command('daily')
    .description('papers of the editions, the newest first; or those of one day, by upvotes')
    .option('--date <day>', 'only this day’s, YYYY-MM-DD')
    .addOption(limitOption(50))
    .action((options: DailyOptions) => daily(context, options))
  withServerOptions(command)
}

async function daily(context: CliContext, options: DailyOptions): Promise<void> {
  const { server, date, json } = options
  const day = date === undefined ? undefined : parseDay(date)
  if (day === null) throw new Invalid(`--date must be a day such as 2025-10-29, not ${date}.`)
  const listed = await (server === undefined
    ? listHere(context, day, options)
    : listThere(context, server, day, options))
  const items = listed.map(({ item }) => item)
  if (json) return printJson(context, { ...(day === undefined ? {} : { date: day }), items })
  if (items.length === 0) printLine(context, day === undefined ? 'No paper yet.' : `No paper on ${day}.`)
  for (const [at, { item, authorCount }] of listed.entries()) {
    const counts = `${item.upvotes} upvotes, ${item.comments} comments`
    printPaper(context, { ...item, authorCount }, at + 1, [counts])
  }
}

function listHere(context: CliContext, day: string | undefined, options: DailyOptions): Promise<Listed[]> {
  const config = context.config(options)
  const { EDITION_TIMEZONE: timezone, EDITION_CUTOFF: cutoff } = config.values
  const today = todayAt(context.clock(config).now(), { timezone, cutoff })
  return withStore(config, async ({ db }) => {
    const within = day === undefined ? {} : { within: { period: 'day' as const, key: day } }
    const question = { ...within, trending: false, today, offset: 0, limit: options.limit }
    const { items } = await dailyItems(db, question)
    return items.map(({ paper, votes, comments }) => ({
      item: { ...toldOfStore({ ...paper, votes, comments }), comments },
      authorCount: paper.authorCount,
    }))
  })
}

function listThere(
  context: CliContext,
  server: string,
  date: string | undefined,
  options: DailyOptions,
): Promise<Listed[]> {
  return askServer(context, server, options, async (client) => {
    const { limit } = options
    const items: ApiItem[] = []
    const part = { date, limit: Math.min(limit, 100) }
    for await (const item of client.listDailyPapers(part, { signal: context.signal })) {
      items.push(item)
      if (items.length === limit) break
    }
    return items.map(({ paper, numComments }) => ({
      item: { ...toldOfServer(paper), comments: numComments },
      authorCount: paper.authors.length,
    }))
  })
}
