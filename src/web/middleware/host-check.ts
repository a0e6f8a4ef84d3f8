import { createMiddleware } from 'hono/factory'
import { isLoopback, type Settings } from '../../config.ts'
import type { WebEnvironment } from '../environment.ts'
import { routes } from '../routes.ts'
import { problem } from './errors.tsx'

/**
 * Refuses requests that were meant for another host. A page elsewhere whose name is made to point at this machine
 * (DNS rebinding) would otherwise read a site that only its owner can reach.
 */
export function hostCheck(config: Pick<Settings, 'PUBLIC_URL' | 'PORT' | 'ALLOWED_HOSTS'>) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const host = c.req.header('host')
    if (probes.has(c.req.path)) return next()
    // HTTP/1.1 requires the header: without it there is no browser, so nobody to mislead.
    if (host === undefined || isOurs(host.toLowerCase(), config)) return next()
    return problem(c, {
      status: 421,
      code: 'MisdirectedRequest',
      message: 'This site does not answer under that host name. Its owner can add the name to ALLOWED_HOSTS.',
    })
  })
}

/** Asked by whatever watches the process, often by its number; their answers hold numbers at most. */
const probes = new Set([routes.alive(), routes.ready(), routes.metrics()])

const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/

function isOurs(host: string, { PUBLIC_URL, PORT, ALLOWED_HOSTS }: Parameters<typeof hostCheck>[0]): boolean {
  const match = HOST.exec(host)
  if (!match) return false
  const [, name = '', port] = match
  if (ALLOWED_HOSTS.includes(host) || ALLOWED_HOSTS.includes(name)) return true
  if (PUBLIC_URL !== undefined && isPublic(name, port, new URL(PUBLIC_URL))) return true
  return isLoopback(name) && Number(port ?? 80) === PORT
}

function isPublic(name: string, port: string | undefined, { protocol, hostname, port: own }: URL): boolean {
  const usual = protocol === 'https:' ? '443' : '80'
  return name === hostname && (port ?? usual) === (own || usual)
}
