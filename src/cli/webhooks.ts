import type { Command } from 'commander'
import { counted } from '../count-text.ts'
import type { Database } from '../db/connect.ts'
import { Invalid } from '../errors.ts'
import { parseDay, startOfDay } from '../papers/calendar.ts'
import { countDeliveries, sendFailedAgain, sendOneAgain } from '../webhooks/delivery-queries.ts'
import { eventTypes } from '../webhooks/event-types.ts'
import type { Hook } from '../webhooks/hook.ts'
import { allHooks } from '../webhooks/hook-queries.ts'
import { addHook, hookById, removeHook } from '../webhooks/manage-hooks.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'

interface AddOptions extends StoreOptions {
  event?: string[]
  category?: string[]
}

interface ReplayOptions extends StoreOptions {
  delivery?: string
  since?: string
}

export function addWebhooksCommand(program: Command, context: CliContext): void {
  const webhooks = program
    .command('webhooks')
    .description('addresses that are told what happens here: shows them')
    .action((options: StoreOptions) => showHooks(context, options))
  webhooks
    .command('add')
    .description('make one and print its secret, this once')
    .argument('<url>', 'where requests go')
    .requiredOption('--event <type...>', `what it is told of: ${eventTypes.join(', ')}`)
    .option('--category <name...>', 'of new papers, those of such a category only')
    .action((url: string, _: object, command: Command) => add(context, url, command.optsWithGlobals()))
  webhooks
    .command('remove')
    .description('delete one with its log')
    .argument('<id>', 'its id, as the list shows it')
    .action((id: string, _: object, command: Command) => remove(context, id, command.optsWithGlobals()))
  webhooks
    .command('replay')
    .description('have the running server send again what failed, or one delivery')
    .argument('<id>', 'its id, as the list shows it')
    .option('--since <day>', 'what failed of what happened since that day (UTC); without, all that is kept')
    .option('--delivery <id>', 'just this one, whether it arrived or failed')
    .action((id: string, _: object, command: Command) => replay(context, id, command.optsWithGlobals()))
}

function showHooks(context: CliContext, options: StoreOptions): Promise<void> {
  return withStore(context.config(options), async ({ db }) => {
    const [hooks, counts] = [await allHooks(db), await countDeliveries(db)]
    const of = ({ id }: Hook) =>
      Object.fromEntries(
        counts.filter(({ webhookId }) => webhookId === id).map((count) => [count.state, count.deliveries]),
      )
    if (options.json)
      return printJson(context, {
        webhooks: hooks.map((hook) => ({ ...documentOf(hook), deliveries: of(hook) })),
      })
    if (hooks.length === 0)
      return printLine(context, 'There are no webhooks. Make one with `broadsheet webhooks add`.')
    for (const hook of hooks) printLine(context, lineOf(hook, of(hook)))
  })
}

function documentOf({ id, url, events, categories, state, reason, failingSince, createdAt }: Hook) {
  return {
    ...{ id, url, events, categories, state, createdAt: new Date(createdAt).toISOString() },
    ...(reason === null ? {} : { reason }),
    ...(failingSince === null ? {} : { failingSince: new Date(failingSince).toISOString() }),
  }
}

function lineOf({ id, url, events, state, reason }: Hook, deliveries: Record<string, number>): string {
  const counts = Object.entries(deliveries).map(([name, count]) => `${count} ${name}`)
  const why = reason === null ? '' : ` (${reason})`
  return [id, `${state}${why}`, url, events.join(','), ...counts].join('  ')
}

function add(context: CliContext, url: string, options: AddOptions): Promise<void> {
  const config = context.config(options)
  const maker = { by: null, now: context.clock(config).now(), allowedHosts: config.values.FETCH_ALLOW }
  const words = (given: string[] = []) =>
    given.flatMap((text) => text.split(',')).filter((word) => word !== '')
  const wish = { url, events: words(options.event), categories: words(options.category).join(' ') }
  return withStore(config, async ({ db }) => {
    const made = await addHook(db, wish, maker)
    if (options.json) return printJson(context, made)
    printLine(context, `${made.id}  ${made.secret}`)
  })
}

function remove(context: CliContext, id: string, options: StoreOptions): Promise<void> {
  return withStore(context.config(options), async ({ db }) => {
    await removeHook(db, id)
    if (options.json) printJson(context, { id, removed: true })
    else printLine(context, 'It is deleted.')
  })
}

function replay(context: CliContext, id: string, options: ReplayOptions): Promise<void> {
  const config = context.config(options)
  const now = context.clock(config).now()
  const since = sinceOf(options.since)
  return withStore(config, async ({ db }) => {
    await hookById(db, id)
    const replayed = await sendAgain(db, { webhookId: id, delivery: options.delivery, since, now })
    if (options.json) return printJson(context, { id, replayed })
    printLine(context, `${counted(replayed, 'delivery', 'deliveries')} will be sent again within a minute.`)
  })
}

interface Again {
  webhookId: string
  delivery: string | undefined
  since: number
  now: number
}

async function sendAgain(db: Database['db'], { webhookId, delivery, since, now }: Again): Promise<number> {
  if (delivery === undefined) return sendFailedAgain(db, { webhookId, since }, now)
  return Number(await sendOneAgain(db, { webhookId, id: delivery }, now))
}

function sinceOf(text: string | undefined): number {
  if (text === undefined) return 0
  const day = parseDay(text)
  if (day === null) throw new Invalid('Say since which day, such as 2026-03-04.', { since: 'must be a day' })
  return startOfDay(day)
}
