import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface DigestNode {
  /** Ends when it has done what is due then, or was killed. */
  sendAt(now: number): Promise<void>
  /** kill -9 */
  kill(): Promise<void>
}

const program = join(import.meta.dirname, 'digest-node.ts')

export function startDigestNode(
  { data, url }: { data: string; url: string | undefined },
  smtpUrl: string,
): DigestNode {
  const child = spawn(process.execPath, ['--import', 'tsx', program, data, url ?? '', smtpUrl], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.on('error', () => {})
  let end = () => {}
  child.stdout.on('data', () => end())
  child.once('exit', () => end())
  return {
    async sendAt(now) {
      if (isOver(child)) return
      const ended = new Promise<void>((resolve) => {
        end = resolve
      })
      child.stdin.write(`${new Date(now).toISOString()}\n`)
      await ended
      if (child.exitCode !== null) throw new Error(`A node ended by itself, with ${child.exitCode}.`)
    },
    async kill() {
      if (isOver(child)) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null
