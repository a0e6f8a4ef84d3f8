import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { BounceKind } from '../bounces/bounce.ts'
import { bounceKinds, bounceOverview, type ListedBounce, listBounces } from '../bounces/manage-bounces.ts'
import { MOST_BYTES } from '../bounces/message-parts.ts'
import { readMailbox } from '../bounces/read-mailbox.ts'
import { type TakenMessage, takeMessage } from '../bounces/take-report.ts'
import { counted } from '../count-text.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'
import type { CliContext, ExitStatus, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printable, printJson, printLine } from './output.ts'

interface ListOptions extends StoreOptions {
  kind?: string
}

const STDIN = '-'
const MOST_SHOWN = 100

export function addBouncesCommand(program: Command, context: CliContext): void {
  const bounces = program
    .command('bounces')
    .description('mail that came back, and complaints: shows the newest')
    .option('--kind <kind>', `only these: ${bounceKinds.join(', ')}`)
    .action((options: ListOptions) => show(context, options))
  bounces
    .command('read')
    .description('read messages that report about mail; without a file, the mailbox of BOUNCE_IMAP_URL')
    .argument('[file...]', 'messages as they came over the wire; - is standard input')
    .action(async (files: string[], _: object, command: Command) => {
      const options: StoreOptions = command.optsWithGlobals()
      if (files.length === 0) await readFromMailbox(context, options)
      else context.exitStatus = await readFiles(context, files, options)
    })
}

function show(context: CliContext, options: ListOptions): Promise<void> {
  const kind = kindOf(options.kind)
  return withStore(context.config(options), async ({ db }) => {
    const { counts, suppressed, mailbox } = await bounceOverview(db)
    const bounces = await listBounces(db, { kind, skip: 0, limit: MOST_SHOWN })
    if (options.json)
      return printJson(context, { counts, suppressed, mailbox, bounces: bounces.map(documentOf) })
    if (bounces.length === 0) return printLine(context, 'Nothing came back.')
    for (const bounce of bounces) printLine(context, printable(lineOf(bounce)))
  })
}

function documentOf({ email, kind, proven, source, status, detail, received_at, stopped }: ListedBounce) {
  const receivedAt = new Date(received_at).toISOString()
  return { email, kind, proven: proven === 1, source, status, detail, receivedAt, stopped }
}

function lineOf({ email, kind, status, detail, received_at, stopped }: ListedBounce): string {
  const words = [
    new Date(received_at).toISOString(),
    kind,
    email,
    status ?? '-',
    stopped ?? 'gets mail',
    detail,
  ]
  return words.filter((word) => word !== null).join('  ')
}

function kindOf(text: string | undefined): BounceKind | undefined {
  const kind = bounceKinds.find((one) => one === text)
  if (text === undefined || kind) return kind
  throw new Invalid(`The kind is one of ${bounceKinds.join(', ')}.`, { kind: 'must be one of them' })
}

function readFromMailbox(context: CliContext, options: StoreOptions): Promise<void> {
  const config = context.config(options)
  const { values: settings } = config
  return withStore(config, async ({ db }) => {
    const clock = context.clock(config)
    const state = await readMailbox({ db, clock, settings, signal: context.signal })
    if (!state) throw new Conflict('Nothing was read: set BOUNCE_IMAP_URL, or name a file.')
    if (!state.reading) throw new Conflict(`The mailbox can’t be read: ${state.problem}`)
    if (options.json) return printJson(context, state.reading)
    const { messages, left, ...counts } = state.reading
    printLine(context, `${counted(messages, 'new message')}, ${left} of them left there. ${wordsOf(counts)}`)
  })
}

/** 1 where a file can't be read as a report of something that came back. */
async function readFiles(context: CliContext, files: string[], options: StoreOptions): Promise<ExitStatus> {
  const config = context.config(options)
  const { values: settings } = config
  const read = await withStore(config, async ({ db }) => {
    const taken: ({ file: string } & TakenMessage)[] = []
    for (const file of files) {
      const bytes = file === STDIN ? await beginningOf(context.stdin) : await contentOf(file)
      const parts = { db, now: context.clock(config).now(), settings }
      taken.push({ file, ...(await takeMessage(parts, bytes, 'command')) })
    }
    return taken
  })
  if (options.json) printJson(context, { files: read })
  else for (const one of read) printLine(context, printable(`${nameOf(one.file)}: ${sentenceOf(one)}`))
  return read.every(({ is }) => is !== 'other') ? 0 : 1
}

const nameOf = (file: string): string => (file === STDIN ? 'standard input' : file)

function sentenceOf(taken: TakenMessage): string {
  if (taken.is === 'other') return 'no report about mail.'
  if (taken.is === 'auto-reply') return 'the reply of a machine; nothing follows.'
  if (taken.is === 'notice') return 'a report of which nothing follows.'
  return wordsOf(taken)
}

function wordsOf({ counted: noted, stopped, known, ignored }: Omit<TakenMessage, 'is' | 'isOurs'>): string {
  const words = [
    ...(noted > 0 ? [`${noted} noted`] : []),
    ...(stopped > 0 ? [`${counted(stopped, 'address', 'addresses')} stopped`] : []),
    ...(known > 0 ? [`${known} known already`] : []),
    ...(ignored > 0 ? [`${ignored} about no mail of this site`] : []),
  ]
  return words.length === 0 ? 'Nothing came back.' : `${words.join(', ')}.`
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new NotFound(`“${file}” can’t be read: ${(error as Error).message}`)
  }
}

async function beginningOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Buffer)
    if (size < MOST_BYTES) chunks.push(bytes)
    size += bytes.length
  }
  return Buffer.concat(chunks)
}
