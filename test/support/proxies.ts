// The examples of deploy/ with the real programs: their text is taken as it stands, only ports, certificate and nodes are
// those of the test.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../invariants/source.ts'
import { atEnd, temporaryFolder } from './database.ts'

export const siteName = 'papers.example.org'

export interface RunningProxy {
  /** Where it listens by TLS, and without. */
  port: number
  plainPort: number
  /** What it wrote about requests so far; empty where it writes nothing. */
  accessLog(): string
}

export interface ProxyProgram {
  name: string
  isInstalled: boolean
  /** Stopped when the test file is done. */
  start(nodes: readonly number[]): Promise<RunningProxy>
}

const isThere = (command: string, argument: string): boolean => !spawnSync(command, [argument]).error

export const proxyPrograms: ProxyProgram[] = [
  { name: 'nginx', isInstalled: isThere('nginx', '-v'), start: startNginx },
  { name: 'caddy', isInstalled: isThere('caddy', 'version'), start: startCaddy },
]

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Replaces what must be there: an example that changed is noticed. */
function replaced(text: string, changes: readonly [RegExp, string][]): string {
  return changes.reduce((result, [pattern, replacement]) => {
    if (result.search(pattern) < 0) throw new Error(`The example no longer has ${pattern}.`)
    return result.replace(pattern, replacement)
  }, text)
}

async function startNginx(nodes: readonly number[]): Promise<RunningProxy> {
  const folder = temporaryFolder()
  const { certificate, key } = makeCertificate(folder)
  const [port, plainPort] = [await freePort(), await freePort()]
  const log = join(folder, 'access.log')
  const servers = nodes.map((node) => `  server 127.0.0.1:${node} max_fails=2 fail_timeout=2s;\n`).join('')
  const example = replaced(readFileSync(join(root, 'deploy/nginx.conf'), 'utf8'), [
    [/^ +listen \[::\].*\n/gm, ''],
    [/listen 80/g, `listen 127.0.0.1:${plainPort}`],
    [/listen 443/g, `listen 127.0.0.1:${port}`],
    [/(?:^ +(?:# )?server 127\.0\.0\.1:.*\n)+/m, servers],
    [/ssl_certificate \S+;/, `ssl_certificate ${certificate};`],
    [/ssl_certificate_key \S+;/, `ssl_certificate_key ${key};`],
    [/access_log \/\S+/, `access_log ${log}`],
  ])
  // Its workers must be able to enter the folder of the test.
  const user = process.geteuid?.() === 0 ? 'user root;' : ''
  const whole = `${user} daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 512; }
http {
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f;
  uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  ${example}
}
`
  writeFileSync(join(folder, 'nginx.conf'), whole)
  await startProgram('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], port)
  return { port, plainPort, accessLog: () => readFileSync(log, 'utf8') }
}

async function startCaddy(nodes: readonly number[]): Promise<RunningProxy> {
  const folder = temporaryFolder()
  const { certificate, key } = makeCertificate(folder)
  const [port, plainPort] = [await freePort(), await freePort()]
  const example = replaced(readFileSync(join(root, 'deploy/Caddyfile'), 'utf8'), [
    [/^\{\$SITE:papers\.example\.org\} \{$/m, `$&\n\tbind 127.0.0.1\n\ttls ${certificate} ${key}`],
  ])
  const ports = `http_port ${plainPort}\n\thttps_port ${port}`
  writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n\t${ports}\n}\n${example}`)
  mkdirSync(join(folder, 'home'))
  const args = ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')]
  const upstreams = nodes.map((node) => `127.0.0.1:${node}`).join(' ')
  await startProgram('caddy', args, port, { HOME: join(folder, 'home'), NODES: upstreams })
  return { port, plainPort, accessLog: () => '' }
}

async function startProgram(
  command: string,
  args: string[],
  port: number,
  more: Record<string, string> = {},
): Promise<void> {
  const child = spawn(command, args, { env: { PATH: process.env.PATH, ...more }, stdio: 'pipe' })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  atEnd(() => stopped(child))
  for (let i = 0; i < 100; i++) {
    if (child.exitCode !== null) throw new Error(`${command} did not start: ${said}`)
    if (await answers(port)) return
    await sleep(100)
  }
  throw new Error(`${command} does not answer: ${said}`)
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

const answers = (port: number): Promise<boolean> =>
  ask(port, '/').then(
    () => true,
    () => false,
  )

/** For the name of the examples, signed by itself, for a day. */
function makeCertificate(folder: string): { certificate: string; key: string } {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1']
  const names = ['-subj', `/CN=${siteName}`, '-addext', `subjectAltName=DNS:${siteName}`]
  execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
  return { certificate, key }
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Asked {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** Another name than the site's. */
  host?: string
}

// The certificate is the test's own, and no other machine is asked.
const agent = new Agent({ keepAlive: true, maxSockets: 16, rejectUnauthorized: false })
atEnd(async () => agent.destroy())

/** Asks the proxy by TLS, under the name of the examples. */
export function ask(port: number, path: string, asked: Asked = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body, host = siteName } = asked
  return new Promise((resolve, reject) => {
    const options = { agent, host: '127.0.0.1', port, path, method, servername: host }
    const sent = request({ ...options, headers: { Host: host, ...headers }, timeout: 20_000 }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) })
      })
    })
    sent.on('error', reject)
    sent.on('timeout', () => sent.destroy(new Error('no answer within 20 s')))
    sent.end(body)
  })
}
