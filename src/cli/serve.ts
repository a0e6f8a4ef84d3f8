import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Command, InvalidArgumentError } from 'commander'
import { passkeySiteOf } from '../accounts/passkeys/passkey-site.ts'
import { type App, createApp } from '../app.ts'
import type { Clock } from '../clock.ts'
import { type Config, makesDumps, type SettingName } from '../config.ts'
import type { Database } from '../db/connect.ts'
import { listenForNews } from '../db/listen.ts'
import type { SendDigests } from '../digests/send-digests.ts'
import { threadedDigests } from '../digests/threaded-digests.ts'
import { type MakeDump, threadedDumps } from '../dumps/threaded-dumps.ts'
import { Conflict } from '../errors.ts'
import { createThreadedFinder, type ThreadedFinder } from '../finding/threaded-finder.ts'
import { createLog, type Log } from '../log.ts'
import { type ThreadedHarvesterParts, threadedHarvester } from '../sources/harvest/threaded-harvester.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { finderSetup } from './finder-setup.ts'
import { createHttpServer } from './http-server.ts'
import { withStore } from './open-store.ts'
import { backupsOf, watchNode } from './watch-node.ts'

interface ServeOptions extends StoreOptions {
  port?: string
  host?: string
}

export function addServeCommand(program: Command, context: CliContext): void {
  program
    .command('serve', { isDefault: true })
    .description('serve the site and run the jobs; an empty store shows the sample edition')
    .option('--port <number>', 'port to listen on (PORT)', portNumber)
    .option('--host <address>', 'address to listen on (HOST)')
    .action((options: ServeOptions) => serve(context, options))
}

function portNumber(text: string): string {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return text
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
}

async function serve(context: CliContext, options: ServeOptions): Promise<void> {
  const more: Partial<Record<SettingName, string>> = {}
  if (options.port !== undefined) more.PORT = options.port
  if (options.host !== undefined) more.HOST = options.host
  const config = context.config(options, more)
  const log = createLog(config.values.LOG_LEVEL)

  await withStore(config, async (database) => {
    let app: App | undefined
    const http = createHttpServer({ behindProxy: config.values.TRUST_PROXY })
    const reached = withAddress(config, await listen(http.server, config))
    const finder = createThreadedFinder(finderSetup(config), log)
    const clock = context.clock(config)
    const { version } = context
    const node = watchNode(database, { config: reached, clock, log, version, finder })
    database.replica?.watch(log)
    const news = followNews(database, log, { finder, app: () => app })
    try {
      app = await createApp({
        finder,
        harvester: threadedHarvester(harvesterSetup(context, reached, clock)),
        sendDigests: digestsOf(reached, clock),
        makeDump: dumpsOf(context, reached, clock),
        backups: backupsOf(reached, clock, version),
        node,
        config: reached,
        database,
        clock,
        log,
        version,
      })
      node.startSampling()
      http.open(app.web)
      if (config.values.JOBS) app.worker.start()
      announce(context, reached, options, log, await app.ownerAddress())
      await stopSignal(context.signal)
      log.info({}, 'stopping: finishing what was begun')
    } finally {
      const answered = http.close()
      await Promise.all([answered, app?.close(answered), news.close()])
      await Promise.all([finder.close(), node.close()])
    }
  })
}

/** What other nodes and commands write is found, and what they ask for is done, as soon as the database tells of it. */
function followNews(
  database: Database,
  log: Log,
  { finder, app }: { finder: ThreadedFinder; app(): App | undefined },
) {
  const heard = { broadsheet_changes: finder.look, broadsheet_jobs: () => app()?.worker.wake() }
  return listenForNews(database, { heard: (channel) => heard[channel](), listening: finder.followed }, log)
}

/** Harvests happen in threads, each with its own connection to the store. */
function harvesterSetup({ version }: CliContext, { values }: Config, clock: Clock): ThreadedHarvesterParts {
  return { store: storeOf(values), settings: values, version, ...testClockOf(values, clock) }
}

/** Digests are sent by threads, too. */
const digestsOf = ({ values }: Config, clock: Clock): SendDigests =>
  threadedDigests({ store: storeOf(values), settings: values, ...testClockOf(values, clock) })

const storeOf = (values: Config['values']) => ({ data: values.BROADSHEET_DATA, url: values.DATABASE_URL })

/** Threads show the same time as the site. */
function testClockOf({ TEST_CLOCK }: Config['values'], clock: Clock) {
  if (!TEST_CLOCK) return {}
  const startsAt = new Date(clock.now()).toISOString()
  return { testClock: { startsAt, speed: TEST_CLOCK.speed, began: Date.now() } }
}

/** Dumps are made in threads, too. */
function dumpsOf({ version }: CliContext, { values }: Config, clock: Clock): MakeDump | undefined {
  if (!makesDumps(values)) return undefined
  return threadedDumps({
    store: storeOf(values),
    clock,
    settings: values,
    publicUrl: values.PUBLIC_URL ?? '',
    version,
  })
}

function listen(server: Server, { values: { HOST, PORT } }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE'
      const todo = inUse
        ? 'Another program uses it: choose another with --port.'
        : 'Choose another with --host and --port.'
      reject(new Conflict(`Can’t listen on ${HOST}, port ${PORT} (${error.code}). ${todo}`))
    })
    server.listen(PORT, HOST, () => resolve((server.address() as AddressInfo).port))
  })
}

/** The settings with the port that was really taken and the address by which the site is reached. */
function withAddress(config: Config, port: number): Config {
  const { HOST, PUBLIC_URL } = config.values
  const host = HOST.includes(':') ? `[${HOST}]` : HOST
  const values = { ...config.values, PORT: port, PUBLIC_URL: PUBLIC_URL ?? `http://${host}:${port}` }
  return { ...config, values }
}

function announce(
  { stdout, stderr, version }: CliContext,
  { values }: Config,
  options: ServeOptions,
  log: Log,
  owner: string | undefined,
): void {
  const url = `${values.PUBLIC_URL}/`
  log.info({ url, version }, 'serving')
  const signIn = owner === undefined ? {} : { signIn: owner }
  if (options.json) stdout.write(`${JSON.stringify({ url, pid: process.pid, ...signIn })}\n`)
  else {
    stderr.write(`${values.SITE_NAME} is at ${url} (Ctrl-C stops it)\n`)
    const passkeys = passkeySiteOf(url)
    if (passkeys && passkeys.origin !== new URL(url).origin)
      stderr.write(`Passkeys work at ${passkeys.origin}/ only\n`)
    if (owner !== undefined) stderr.write(`To sign in as its owner, once: ${owner}\n`)
  }
}

const stopSignal = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
