// The mail server of `mail-sink.ts`, started and asked.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SinkCount } from './mail-sink.ts'

export interface MailSink {
  url: string
  count(): Promise<SinkCount>
  close(): void
}

const program = join(import.meta.dirname, 'mail-sink.ts')

export async function startMailSink(): Promise<MailSink> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => String((await lines.next()).value)
  const port = Number(await next())
  return {
    url: `smtp://127.0.0.1:${port}`,
    async count() {
      child.stdin.write('?\n')
      return JSON.parse(await next()) as SinkCount
    },
    close: () => void child.stdin.end(),
  }
}
