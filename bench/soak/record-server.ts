// Generated OAI-PMH records from a server in a process of its own.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface RecordServer {
  /** Where sources are asked. */
  settings: Record<string, string>
  stop(): void
}

export async function startRecordServer(
  records: number,
  days: { since: string; until: string },
): Promise<RecordServer> {
  const program = join(import.meta.dirname, '../../test/support/misbehaving/main.ts')
  const options = JSON.stringify({ seed: 1, records, days })
  const child = spawn(process.execPath, ['--import', 'tsx', program, options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const { settings } = JSON.parse(String(said)) as { settings: Record<string, string> }
  return { settings, stop: () => void child.kill() }
}
