// How many digests one node renders and hands over in a second, while a client reads pages; and its memory meanwhile.
// Subscribers are added to the store of DIR, which is a copy that may go; at half past eleven at night all are due.
// Run: npm run bench -- digests --data DIR [--subscribers 10000] [--day 2025-10-30] [--rate 20] [--own]
// `--own`: each follows something else, so that hardly two letters are the same.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import type { SinkCount } from './digests/mail-sink.ts'
import { type MailSink, startMailSink } from './digests/sink-process.ts'
import { subscribeMany } from './digests/subscribe-many.ts'
import { memoryOf, processorTime, timesText } from './process-figures.ts'
import { type Row, skipped, timesOf } from './round/row.ts'

const program = join(import.meta.dirname, '../bin/broadsheet')

export async function run(args: string[]): Promise<Row[]> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      subscribers: { type: 'string', default: '10000' },
      // On which the edition of the day before is sent.
      day: { type: 'string', default: '2025-10-30' },
      rate: { type: 'string', default: '20' },
      own: { type: 'boolean', default: false },
    },
  })
  if (values.data === undefined)
    return skipped('digests', 'say where a copy of a store with papers is: --data DIR')
  const subscribers = Number(values.subscribers)
  const database = openDatabase({ data: values.data })
  await migrate(database)
  await subscribeMany(database.db, subscribers, { own: values.own })
  await database.close()
  const sink = await startMailSink()
  const { site, child } = await serve(values.data, sink.url, values.day)
  try {
    const took = readPages(site, Number(values.rate))
    const { counts, memory, processorMs } = await watch(sink, child, subscribers)
    const pages = await took.stop()
    if (counts.mails === 0)
      return skipped('digests', `the store has no edition of the day before ${values.day}`)
    const seconds = (counts.last - counts.first) / 1_000
    console.log(
      `${counts.mails} digests of ${(counts.bytes / counts.mails / 1_000).toFixed(0)} kB in ${seconds.toFixed(1)} s: ${(counts.mails / seconds).toFixed(0)}/s`,
    )
    console.log(`processor time of the whole program: ${(processorMs / counts.mails).toFixed(1)} ms a digest`)
    console.log(`memory, MB, while so many tenths were sent: ${memory.join(' ')}`)
    console.log(`pages meanwhile: ${timesText(pages)}`)
    return [
      { what: 'digests by mail', figure: { perSecond: counts.mails / seconds } },
      { what: 'digests by mail: pages meanwhile', figure: timesOf(pages) },
    ]
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
    sink.close()
  }
}

async function serve(
  data: string,
  smtpUrl: string,
  day: string,
): Promise<{ site: string; child: ChildProcess }> {
  const child = spawn(program, ['serve', '--port', '0', '--json', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...{ SOURCES: '', LOG_LEVEL: 'warn', TEST_CLOCK: `${day}T23:30:50Z`, DUMPS: 'off' },
      ...{ SMTP_URL: smtpUrl, MAIL_FROM: 'Papers <papers@example.org>' },
      DIGEST_DOMAIN_RATE: 'off',
    },
  })
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return { site: (JSON.parse(line.toString()) as { url: string }).url.replace(/\/$/, ''), child }
}

/** Days one after the other, so many pages a second. */
function readPages(site: string, rate: number) {
  const took: number[] = []
  let isOver = false
  const reading = (async () => {
    for (let at = 0; !isOver; at++) {
      const began = performance.now()
      await (await fetch(`${site}/papers/date/2025-10-${String((at % 28) + 1).padStart(2, '0')}`)).text()
      took.push(performance.now() - began)
      await sleep(Math.max(0, 1_000 / rate - (performance.now() - began)))
    }
  })()
  return {
    async stop(): Promise<number[]> {
      isOver = true
      await reading
      return took
    },
  }
}

async function watch(
  sink: MailSink,
  child: ChildProcess,
  subscribers: number,
): Promise<{ counts: SinkCount; memory: number[]; processorMs: number }> {
  const memory: number[] = []
  let processorMs = 0
  for (let quiet = 0, before = 0, began = 0; ; ) {
    const counts = await sink.count()
    const tenths = Math.floor((10 * counts.mails) / subscribers)
    if (counts.mails > 0) memory[tenths] ??= Math.round(memoryOf(child))
    if (counts.mails === 0) began = processorTime(child)
    else if (counts.mails > before) processorMs = processorTime(child) - began
    quiet = counts.mails === before ? quiet + 1 : 0
    before = counts.mails
    if ((counts.mails > 0 && quiet > 15) || quiet > 300) return { counts, memory, processorMs }
    await sleep(200)
  }
}
