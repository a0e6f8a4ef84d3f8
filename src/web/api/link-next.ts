import type { Ctx } from '../environment.ts'

/** `Link: <…>; rel="next"`: the same call with other values of these parameters. */
export function linkNext(c: Ctx, changes: Record<string, string>): void {
  const { pathname, searchParams } = new URL(c.req.url)
  for (const [name, value] of Object.entries(changes)) searchParams.set(name, value)
  c.header('Link', `<${c.var.site.publicUrl}${pathname}?${searchParams}>; rel="next"`)
}
