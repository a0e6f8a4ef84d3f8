import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type Channel, channelKinds, visibilities } from '../channels/channel.ts'
import { allChannels } from '../channels/channel-queries.ts'
import type { ChannelWish } from '../channels/channel-wish.ts'
import { countChannelDeliveries } from '../channels/delivery-queries.ts'
import { addChannel, removeChannel, sendEdition, testChannel } from '../channels/manage-channels.ts'
import { previewChannel } from '../channels/preview-channel.ts'
import { siteAddress } from '../digests/digest-addresses.ts'
import { dayToShow } from '../digests/digest-edition.ts'
import { Invalid } from '../errors.ts'
import { type Day, parseDay, todayAt } from '../papers/calendar.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'

interface AddOptions extends StoreOptions {
  name?: string
  tokenFile?: string
  room?: string
  visibility?: string
  characters?: string
  period: string
  hour: string
  timezone: string
  papers: string
  category?: string[]
  keyword?: string[]
}

interface DateOptions extends StoreOptions {
  date?: string
}

export function addChannelsCommand(program: Command, context: CliContext): void {
  const channels = program
    .command('channels')
    .description('where the digest goes besides mail: shows them')
    .action((options: StoreOptions) => showChannels(context, options))
  addAdd(channels, context)
  const ofOne = (name: string, description: string) =>
    channels.command(name).description(description).argument('<id>', 'its id, as the list shows it')
  ofOne('remove', 'delete one with its log').action((id: string, _: object, command: Command) =>
    remove(context, id, command.optsWithGlobals()),
  )
  ofOne('test', 'have the running server say there that digests arrive').action(
    (id: string, _: object, command: Command) => test(context, id, command.optsWithGlobals()),
  )
  ofOne('preview', 'print the messages that it would be sent, as JSON')
    .option('--date <day>', 'of the edition of this day, or of its week')
    .action((id: string, _: object, command: Command) => preview(context, id, command.optsWithGlobals()))
  ofOne('send', 'have the running server send it an edition now, whatever its hour')
    .option('--date <day>', 'the edition of this day, or of its week; without, the newest that is whole')
    .action((id: string, _: object, command: Command) => send(context, id, command.optsWithGlobals()))
}

function addAdd(channels: Command, context: CliContext): void {
  channels
    .command('add')
    .description('make one; of a program its secret is printed, this once')
    .argument('<kind>', Object.keys(channelKinds).join(', '))
    .argument('<address>', 'the address of the webhook; of Matrix and Mastodon that of the server')
    .option('--name <name>', 'how the list calls it; without, its kind')
    .option('--token-file <file>', 'holds the access token for Matrix or Mastodon; - is the standard input')
    .option('--room <id>', 'of Matrix, such as !abc:example.org')
    .option('--visibility <who>', `of Mastodon: ${visibilities.join(', ')}`)
    .option('--characters <number>', 'of Mastodon: how many a post may have')
    .option('--period <period>', 'daily or weekly', 'daily')
    .option('--hour <hour>', 'from this hour on, 0 to 23', '8')
    .option('--timezone <zone>', 'of this time zone, such as Europe/Berlin', 'UTC')
    .option('--papers <number>', 'at most so many in one digest', '10')
    .option('--category <name...>', 'only these categories')
    .option('--keyword <word...>', 'only papers that speak of these words')
    .action((kind: string, address: string, _: object, command: Command) =>
      add(context, { kind, address }, command.optsWithGlobals()),
    )
}

function showChannels(context: CliContext, options: StoreOptions): Promise<void> {
  return withStore(context.config(options), async ({ db }) => {
    const [channels, counts] = [await allChannels(db), await countChannelDeliveries(db)]
    const of = ({ id }: Channel) =>
      Object.fromEntries(
        counts.filter(({ channelId }) => channelId === id).map((count) => [count.state, count.deliveries]),
      )
    if (options.json)
      return printJson(context, {
        channels: channels.map((channel) => ({ ...documentOf(channel), deliveries: of(channel) })),
      })
    if (channels.length === 0)
      return printLine(context, 'There are no channels. Make one with `broadsheet channels add`.')
    for (const channel of channels) printLine(context, lineOf(channel, of(channel)))
  })
}

function documentOf({ reason, failingSince, createdAt, ...channel }: Channel) {
  return {
    ...channel,
    createdAt: new Date(createdAt).toISOString(),
    ...(reason === null ? {} : { reason }),
    ...(failingSince === null ? {} : { failingSince: new Date(failingSince).toISOString() }),
  }
}

function lineOf(
  { id, kind, name, host, period, state, reason }: Channel,
  deliveries: Record<string, number>,
) {
  const counts = Object.entries(deliveries).map(([state, count]) => `${count} ${state}`)
  const why = reason === null ? '' : ` (${reason})`
  return [id, `${state}${why}`, kind, name, host, period, ...counts].join('  ')
}

function add(
  context: CliContext,
  { kind, address }: { kind: string; address: string },
  options: AddOptions,
): Promise<void> {
  const config = context.config(options)
  const maker = { now: context.clock(config).now(), allowedHosts: config.values.FETCH_ALLOW }
  const wish: ChannelWish = {
    ...{ kind, address, name: options.name ?? kind, token: tokenIn(options.tokenFile) },
    ...{
      room: options.room ?? '',
      visibility: options.visibility ?? '',
      characters: options.characters ?? '',
    },
    ...{ period: options.period, hour: options.hour, timezone: options.timezone, mostPapers: options.papers },
    ...{ categories: (options.category ?? []).join(' '), keywords: (options.keyword ?? []).join(',') },
  }
  return withStore(config, async ({ db }) => {
    const made = await addChannel(db, wish, maker)
    if (options.json) return printJson(context, made)
    printLine(context, made.secret === undefined ? made.id : `${made.id}  ${made.secret}`)
  })
}

/** Not on the command line, where other programs of the machine could read it. */
function tokenIn(file: string | undefined): string {
  if (file === undefined) return ''
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').trim()
  } catch (error) {
    throw new Invalid(`The token can’t be read from ${file}: ${(error as Error).message}`)
  }
}

function remove(context: CliContext, id: string, options: StoreOptions): Promise<void> {
  return withStore(context.config(options), async ({ db }) => {
    await removeChannel(db, id)
    if (options.json) printJson(context, { id, removed: true })
    else printLine(context, 'It is deleted.')
  })
}

function test(context: CliContext, id: string, options: StoreOptions): Promise<void> {
  const config = context.config(options)
  return withStore(config, async ({ db }) => {
    await testChannel(db, id, context.clock(config).now())
    if (options.json) printJson(context, { id, tested: true })
    else
      printLine(context, 'The running server sends a test within a minute; /admin/channels says how it went.')
  })
}

function preview(context: CliContext, id: string, options: DateOptions): Promise<void> {
  const config = context.config(options)
  const { values } = config
  const now = context.clock(config).now()
  const day = dayOf(options.date)
  return withStore(config, async ({ db }) => {
    const site = { name: values.SITE_NAME, publicUrl: siteAddress(values) }
    printJson(context, await previewChannel(db, site, { id, now, today: todayOf(config, now), day }))
  })
}

function send(context: CliContext, id: string, options: DateOptions): Promise<void> {
  const config = context.config(options)
  const now = context.clock(config).now()
  const asked = dayOf(options.date)
  return withStore(config, async ({ db }) => {
    const day = asked ?? (await dayToShow(db, todayOf(config, now)))
    await sendEdition(db, id, day, now)
    if (options.json) printJson(context, { id, day })
    else
      printLine(context, `The running server sends ${day} within a minute; /admin/channels says how it went.`)
  })
}

const todayOf = ({ values }: ReturnType<CliContext['config']>, now: number): Day =>
  todayAt(now, { timezone: values.EDITION_TIMEZONE, cutoff: values.EDITION_CUTOFF })

function dayOf(text: string | undefined): Day | undefined {
  if (text === undefined) return undefined
  const day = parseDay(text)
  if (day === null) throw new Invalid('Say which day, such as 2026-03-04.', { date: 'must be a day' })
  return day
}
