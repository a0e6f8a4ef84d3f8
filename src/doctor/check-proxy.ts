import { type Config, isLoopback } from '../config.ts'
import { type Check, ok, warning } from './check.ts'

/** Whether who comes through a reverse proxy is told apart, and whether nobody can come past it and lie. */
export function checkProxy({ values }: Pick<Config, 'values'>): Check {
  const { HOST, PUBLIC_URL, TRUST_PROXY } = values
  const url = PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL)
  const isPublished = url !== undefined && !isLoopback(url.hostname)
  if (TRUST_PROXY) {
    if (!isPublished)
      return warning(
        'proxy',
        'TRUST_PROXY is on, but PUBLIC_URL names no other machine: whoever asks can make up their address.',
        'Set PUBLIC_URL to the address that the proxy serves, or TRUST_PROXY=off where there is none.',
      )
    const who = isLoopback(HOST)
      ? 'programs of this machine'
      : `whatever reaches ${HOST}: let that be the proxy alone`
    return ok('proxy', `Addresses of readers are believed to ${who}.`)
  }
  // This program speaks no TLS: where readers come by https, something stands before it.
  if (isPublished && url.protocol === 'https:')
    return warning(
      'proxy',
      'A proxy serves the site by https, and TRUST_PROXY is off: all readers count as one address, so limits shut all of them out together.',
      'Let the proxy write X-Forwarded-For and X-Request-Id itself (deploy/nginx.conf, deploy/Caddyfile), then set TRUST_PROXY=on.',
    )
  return ok('proxy', 'There is none to be trusted.')
}
