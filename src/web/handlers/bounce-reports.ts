// Where mail servers and providers of mail tell what came back. No cookie is looked at: the secret is what counts.

import { createHash, timingSafeEqual } from 'node:crypto'
import { forgetConfirmAddress, noteConfirmAddress } from '../../bounces/confirm-address.ts'
import { MOST_BYTES } from '../../bounces/message-parts.ts'
import { type BounceParts, noCounts, takeMessage, takeReport } from '../../bounces/take-report.ts'
import { readEvents } from '../../bounces/told-events.ts'
import { Invalid, NotFound } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { problem } from '../middleware/errors.tsx'

/** Answers with what became of it; told again, it answers the same way and changes nothing. */
export function takeBounceReports({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (config.BOUNCE_SECRET === undefined)
      throw new NotFound('This site takes no reports about mail: BOUNCE_SECRET is not set.')
    if (!showsSecret(c, config.BOUNCE_SECRET)) return askForSecret(c)
    c.header('Cache-Control', 'no-store')
    const parts = { db, now: c.var.site.now, settings: config }
    const isMessage = /^message\/rfc822\b/i.test(c.req.header('content-type') ?? '')
    return isMessage ? takeRaw(c, parts) : takeEvents(c, parts)
  }
}

async function takeRaw(c: Ctx, parts: BounceParts): Promise<Response> {
  // A report names its mail early; what comes back with it may be long.
  const bytes = await bodyOf(c, { keep: MOST_BYTES, longest: LONGEST_MESSAGE })
  const { is, counted, stopped, known, ignored } = await takeMessage(parts, bytes, 'webhook')
  return c.json({ is, counted, stopped, known, ignored })
}

async function takeEvents(c: Ctx, parts: BounceParts): Promise<Response> {
  const bytes = await bodyOf(c, { keep: LONGEST_EVENTS, longest: LONGEST_EVENTS })
  const told = readEvents(bytes.toString('utf8'), parts.now)
  if ('confirmAt' in told) {
    await noteConfirmAddress(parts.db, told.confirmAt)
    return c.json({ confirm: 'Open the address that /admin/bounces shows.' })
  }
  await forgetConfirmAddress(parts.db)
  const sum = { ...noCounts }
  for (const report of told.reports) {
    const counts = await takeReport(parts, report, 'webhook')
    for (const name of ['counted', 'stopped', 'known', 'ignored'] as const) sum[name] += counts[name]
  }
  return c.json(sum)
}

/** As a bearer token, or as the password of any user: providers take `https://user:SECRET@host/…`. */
function showsSecret(c: Ctx, secret: string): boolean {
  const header = c.req.header('authorization') ?? ''
  const [, bearer] = /^bearer +(\S+)\s*$/i.exec(header) ?? []
  const [, basic] = /^basic +([\w+/=-]{1,1000})\s*$/i.exec(header) ?? []
  const given =
    bearer ??
    Buffer.from(basic ?? '', 'base64')
      .toString('utf8')
      .replace(/^[^:]*:/, '')
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

function askForSecret(c: Ctx): Response {
  c.header('WWW-Authenticate', 'Basic realm="bounces", charset="UTF-8"')
  return problem(c, {
    ...{ status: 401, code: 'Unauthorized' },
    message: 'Show BOUNCE_SECRET as a bearer token, or as the password of Basic authentication.',
  })
}

const LONGEST_MESSAGE = 50_000_000
const LONGEST_EVENTS = 1_000_000

/** `keep`: bytes from its beginning on. @throws Invalid where it is empty or longer than `longest` */
async function bodyOf(c: Ctx, { keep, longest }: { keep: number; longest: number }): Promise<Buffer> {
  const tooLong = () => new Invalid(`The report is larger than ${longest / 1_000_000} MB.`)
  if (Number(c.req.header('content-length') ?? 0) > longest) throw tooLong()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    if (size < keep) chunks.push(chunk)
    size += chunk.length
    if (size > longest) throw tooLong()
  }
  if (size === 0) throw new Invalid('The report is empty.')
  return Buffer.concat(chunks).subarray(0, keep)
}
