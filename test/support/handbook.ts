// Commands as the documents give them to those who run a site: tests take them from there and run them.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { read } from '../invariants/source.ts'
import { atEnd, temporaryFolder } from './database.ts'
import { type Outcome, programPath } from './program.ts'

/** The shell blocks below a heading, up to the next one of its rank: each as its lines. */
export function shellBlocks(document: string, heading: string): string[][] {
  const rank = heading.replace(/ .*/s, '')
  const [, section = ''] = `\n${read(document)}`.split(`\n${heading}\n`)
  const own = section.split(new RegExp(`^#{1,${rank.length}} `, 'm'))[0] ?? ''
  return [...own.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block.trim().split('\n'))
}

export interface Handbook {
  /** Runs a line to its end. */
  run(line: string): Promise<Outcome>
  /** Starts a line that goes on, and waits until `url` answers. */
  serve(line: string, url: string): Promise<Serving>
}

export interface Serving {
  /** On standard error so far. */
  said(): string
  stop(): Promise<void>
}

/**
 * A shell in which `broadsheet` is this program. `here` says what stands for the names of the document: folders,
 * addresses, ports.
 */
export function followHandbook(here: Record<string, string>, env: Record<string, string> = {}): Handbook {
  const folder = temporaryFolder()
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  symlinkSync(programPath, join(bin, 'broadsheet'))
  const start = (line: string): ChildProcess => {
    const own = Object.entries(here).reduce((text, [theirs, ours]) => text.replaceAll(theirs, ours), line)
    const environment = { HOME: process.env.HOME, PATH: `${bin}:${process.env.PATH}`, SOURCES: '', ...env }
    return spawn('sh', ['-c', own], { cwd: folder, env: environment, detached: true })
  }
  return {
    async run(line) {
      const child = start(line)
      child.stdin?.end()
      const { stdout, stderr } = child as { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream }
      const [out, err, [status]] = await Promise.all([text(stdout), text(stderr), once(child, 'exit')])
      return { status, stdout: out, stderr: err }
    },
    async serve(line, url) {
      const child = start(line)
      const said: string[] = []
      child.stdout?.resume()
      child.stderr?.on('data', (chunk) => said.push(String(chunk)))
      atEnd(() => end(child))
      while (!(await fetch(`${url}/readyz`).catch(() => null))?.ok) {
        if (child.exitCode !== null) throw new Error(`“${line}” ended: ${said.join('')}`)
        await sleep(50)
      }
      return { said: () => said.join(''), stop: () => end(child) }
    },
  }
}

/** With what the shell started: the shell itself is gone first, and what it started may answer a moment longer. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const silent = once(child, 'close')
  process.kill(-child.pid, 'SIGTERM')
  await silent
}
