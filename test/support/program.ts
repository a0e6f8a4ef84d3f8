// The built program as its users start it: another process, with arguments, environment and signals.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { packageRoot } from '../../src/package-root.ts'
import { atEnd } from './database.ts'

export const programPath = join(packageRoot, 'bin/broadsheet')

export interface Outcome {
  status: number | null
  stdout: string
  stderr: string
}

export interface ProgramOptions {
  env?: Record<string, string>
  input?: string
  cwd?: string
  /** A command in front, which becomes the program. */
  through?: readonly string[]
}

/** Runs one command to its end. */
export async function runProgram(args: string[], options: ProgramOptions = {}): Promise<Outcome> {
  const child = start(args, options)
  child.stdin?.end(options.input ?? '')
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit'),
  ])
  return { status, stdout, stderr }
}

export interface RunningSite {
  /** Without a slash at the end. */
  url: string
  process: ChildProcess
  /** What it said on standard error so far. */
  said(): string
  /** Asks it to stop and returns its exit status. */
  stop(): Promise<number | null>
}

/** `broadsheet serve` on a free port; stopped when the test file is done. */
export async function startSite(args: string[] = [], options: ProgramOptions = {}): Promise<RunningSite> {
  const child = start(['serve', '--port', '0', '--json', ...args], options)
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const url = await Promise.race([firstLine(child), once(child, 'exit').then(() => null)])
  if (url === null) throw new Error(`The site did not start: ${said}`)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    child.kill('SIGTERM')
    await once(child, 'exit')
    return child.exitCode
  }
  atEnd(stop)
  return {
    url: (JSON.parse(url) as { url: string }).url.replace(/\/$/, ''),
    process: child,
    said: () => said,
    stop,
  }
}

function start(args: string[], { env = {}, cwd, through = [] }: ProgramOptions): ChildProcess {
  // Nothing outside of this machine is asked unless a test names it.
  const environment = { PATH: process.env.PATH, HOME: process.env.HOME, SOURCES: '', ...env }
  const [command = programPath, ...rest] = [...through, programPath, ...args]
  return spawn(command, rest, { env: environment, ...(cwd ? { cwd } : {}) })
}

async function firstLine(child: ChildProcess): Promise<string> {
  let received = ''
  for await (const chunk of child.stdout as NodeJS.ReadableStream) {
    received += chunk
    const end = received.indexOf('\n')
    if (end >= 0) return received.slice(0, end)
  }
  return new Promise(() => {})
}
