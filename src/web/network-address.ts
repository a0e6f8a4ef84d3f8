// Where in the network a request comes from, as limits count it.

import type { Ctx } from './environment.ts'

/** What @hono/node-server passes on; absent in tests that use no port. */
interface Bindings {
  incoming?: { socket?: { remoteAddress?: string | undefined } }
}

/**
 * Behind a trusted proxy the last address of `X-Forwarded-For`, which that proxy wrote; what stands before it anybody
 * may have made up. Of IPv6 the first 64 bits: one customer has all that follow.
 */
export function networkAddressOf(c: Ctx, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const address = forwarded || (c.env as Bindings | undefined)?.incoming?.socket?.remoteAddress || 'unknown'
  return networkOf(address)
}

export function networkOf(address: string): string {
  const plain = address.replace(/^\[|\](:\d+)?$/g, '').replace(/%.*$/, '')
  const [, mapped] = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(plain) ?? []
  if (mapped !== undefined) return mapped
  if (/^\d{1,3}(\.\d{1,3}){3}(:\d+)?$/.test(plain)) return plain.replace(/:\d+$/, '')
  if (!/^[0-9a-f:.]{2,45}$/i.test(plain)) return 'unknown'
  const [before = '', after] = plain.split('::')
  const head = before.split(':').filter((part) => part !== '')
  const tail = (after ?? '').split(':').filter((part) => part !== '')
  const gap = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  const parts = [...head, ...Array.from({ length: gap }, () => '0'), ...tail]
  return `${parts
    .slice(0, 4)
    .map((part) => part.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
