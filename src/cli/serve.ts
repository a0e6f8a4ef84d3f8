import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { type Command, InvalidArgumentError } from 'commander'
import { passkeySiteOf } from '../accounts/passkeys/passkey-site.ts'
import { type App, createApp } from '../app.ts'
import type { Clock } from '../clock.ts'
import { type Config, makesDumps, type SettingName } from '../config.ts'
import { type MakeDump, threadedDumps } from '../dumps/threaded-dumps.ts'
import { Conflict } from '../errors.ts'
import { createThreadedFinder } from '../finding/threaded-finder.ts'
import { createLog, type Log } from '../log.ts'
import { type ThreadedHarvesterParts, threadedHarvester } from '../sources/harvest/threaded-harvester.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { finderSetup } from './finder-setup.ts'
import { withStore } from './open-store.ts'

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
    const server = createAdaptorServer({
      fetch: async (request, env) => app?.web.fetch(request, env) ?? starting(),
    })
    const reached = withAddress(config, await listen(server, config))
    const finder = createThreadedFinder(finderSetup(config), log)
    const clock = context.clock(config)
    try {
      app = await createApp({
        finder,
        harvester: threadedHarvester(harvesterSetup(context, reached, clock)),
        makeDump: dumpsOf(context, reached, clock),
        config: reached,
        database,
        clock,
        log,
        version: context.version,
      })
      if (config.values.JOBS) app.worker.start()
      announce(context, reached, options, log, await app.ownerAddress())
      await stopSignal(context.signal)
      log.info({}, 'stopping: finishing what was begun')
    } finally {
      await Promise.all([closeServer(server), app?.close()])
      await finder.close()
    }
  })
}

/** Harvests happen in threads, each with its own connection to the store. */
function harvesterSetup({ version }: CliContext, { values }: Config, clock: Clock): ThreadedHarvesterParts {
  const { TEST_CLOCK } = values
  return {
    store: { data: values.BROADSHEET_DATA, url: values.DATABASE_URL },
    settings: values,
    version,
    ...(TEST_CLOCK && {
      testClock: {
        startsAt: new Date(clock.now()).toISOString(),
        speed: TEST_CLOCK.speed,
        began: Date.now(),
      },
    }),
  }
}

/** Dumps are made in threads, too. */
function dumpsOf({ version }: CliContext, { values }: Config, clock: Clock): MakeDump | undefined {
  if (!makesDumps(values)) return undefined
  const store = { data: values.BROADSHEET_DATA, url: values.DATABASE_URL }
  return threadedDumps({ store, clock, settings: values, publicUrl: values.PUBLIC_URL ?? '', version })
}

/** For who asks in the milliseconds between listening, which tells the port, and being ready. */
const starting = () => new Response('Starting.', { status: 503, headers: { 'Retry-After': '1' } })

function listen(server: ServerType, { values: { HOST, PORT } }: Config): Promise<number> {
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

/** How long a slow reader may take to receive the end of an answer. */
const CLOSE_PATIENCE_MS = 5_000

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(
      () => 'closeAllConnections' in server && server.closeAllConnections(),
      CLOSE_PATIENCE_MS,
    )
    server.close(() => {
      clearTimeout(giveUp)
      resolve()
    })
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
}
