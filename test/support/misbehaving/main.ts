// A misbehaving server as a process of its own: options as JSON in the first argument (`"faults": "every"` for the
// believable mix). Prints one line of JSON with `url` and `settings`. Lines of JSON on standard input direct it:
// `{"faults": {…}}`, `{"expireTokens": true}`, `{"away": true}`, `{"away": false}`, `{"report": true}`.

import { fstatSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { everyFault, type Faults } from './faults.ts'
import { type MisbehavingOptions, type MisbehavingServer, startMisbehavingServer } from './start.ts'

const { faults, ...options } = JSON.parse(process.argv[2] ?? '{"seed":1,"records":1000}') as Omit<
  MisbehavingOptions,
  'faults'
> & { faults?: Faults | 'every' }

const server = await startMisbehavingServer({
  ...options,
  faults: faults === 'every' ? everyFault : (faults ?? {}),
})
print({ url: server.url, settings: server.settings })

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') await obey(server, JSON.parse(line))
}

// Whoever held the other end of the pipe is gone.
const input = fstatSync(0)
if (input.isFIFO() || input.isSocket()) await server.close()

async function obey(server: MisbehavingServer, order: Record<string, unknown>): Promise<void> {
  if (order.faults) server.setFaults(order.faults === 'every' ? everyFault : (order.faults as Faults))
  if (order.expireTokens) server.expireTokens()
  if (order.away === true) await server.goAway()
  if (order.away === false) await server.comeBack()
  if (order.report) print(report(server))
}

function report({ requests, maxOpen }: MisbehavingServer) {
  const faults: Record<string, number> = {}
  for (const { fault } of requests) if (fault) faults[fault] = (faults[fault] ?? 0) + 1
  return { requests: requests.length, maxOpen, faults }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
