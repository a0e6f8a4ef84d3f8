// The dumps that this node keeps: a page about them, and their files.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { makesDumps, type Settings } from '../../config.ts'
import { CHECKSUMS, dumpFiles, MANIFEST } from '../../dumps/dump-format.ts'
import { pathInDump, type StoredDump, storedDump, storedDumps } from '../../dumps/stored-dumps.ts'
import { NotFound } from '../../errors.ts'
import type { Ctx } from '../environment.ts'
import { rangeAsked } from '../file-range.ts'
import { render } from '../handlers/answer.ts'
import { DumpsPage } from '../pages/dumps.tsx'
import { routes } from '../routes.ts'

export function showDumps(settings: Settings) {
  return async (c: Ctx): Promise<Response> => {
    const dumps = await storedDumps(settings.BROADSHEET_DATA)
    const isMade = makesDumps(settings) && settings.JOBS
    return render(c, <DumpsPage site={c.var.site} dumps={dumps} isMade={isMade} />)
  }
}

/** A file of the dump of a day; of `latest` a redirect to the newest. */
export function sendDumpFile({ BROADSHEET_DATA: data }: Settings) {
  return async (c: Ctx): Promise<Response> => {
    const [day = '', name = ''] = [c.req.param('day'), c.req.param('name')]
    if (day === 'latest') return toLatest(c, data, name)
    const dump = await storedDump(data, day)
    if (!dump)
      throw new NotFound(`There is no dump of that day here: ${routes.dumps()} lists those that are kept.`)
    const file = dump.manifest.files.find((one) => one.name === name)
    if (file) return sendPacked(c, pathInDump(data, day, file.name), file.sha256)
    if (name === CHECKSUMS) return sendText(c, pathInDump(data, day, CHECKSUMS), 'text/plain; charset=utf-8')
    if (name === MANIFEST) return sendText(c, pathInDump(data, day, MANIFEST), 'application/json')
    throw new NotFound(
      `A dump has no such file: there are ${[...dumpFiles, CHECKSUMS, MANIFEST].join(', ')}.`,
    )
  }
}

async function toLatest(c: Ctx, data: string, name: string): Promise<Response> {
  const [newest]: StoredDump[] = await storedDumps(data)
  if (!newest) throw new NotFound(`No dump is kept here yet: ${routes.dumps()} says when there will be one.`)
  c.header('Cache-Control', 'no-cache')
  return c.redirect(routes.dumpFile(newest.day, name), 302)
}

/** The file of a day never changes, and its checksum is its tag: whoever lost the connection asks for the rest. */
async function sendPacked(c: Ctx, path: string, sha256: string): Promise<Response> {
  const size = await sizeOfFile(path)
  const tag = `"${sha256}"`
  c.header('ETag', tag)
  c.header('Accept-Ranges', 'bytes')
  c.header('Cache-Control', 'public, max-age=604800, immutable, no-transform')
  c.header('Content-Type', 'application/zstd')
  const range = isPartAsked(c, tag) ? rangeAsked(c.req.header('range'), size) : null
  if (range === 'unsatisfiable') {
    c.header('Content-Range', `bytes */${size}`)
    c.header('Content-Type', undefined)
    return c.body(null, 416)
  }
  const { first, last } = range ?? { first: 0, last: size - 1 }
  if (range) c.header('Content-Range', `bytes ${first}-${last}/${size}`)
  c.header('Content-Length', String(last - first + 1))
  const status = range ? 206 : 200
  // The answer to HEAD is made of that to GET: no file is opened for it.
  if (c.req.method === 'HEAD') return c.body(null, status)
  const file = createReadStream(path, { start: first, end: last })
  return c.body(Readable.toWeb(file) as ReadableStream, status)
}

/** Parts are of GET alone, and of the file that the asker has the rest of (RFC 9110, sections 13.1.5 and 14.2). */
function isPartAsked(c: Ctx, tag: string): boolean {
  const condition = c.req.header('if-range')
  return c.req.method === 'GET' && (condition === undefined || condition === tag)
}

async function sendText(c: Ctx, path: string, type: string): Promise<Response> {
  await sizeOfFile(path)
  c.header('Cache-Control', 'no-cache')
  return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, { 'Content-Type': type })
}

/** @throws NotFound where it was deleted since its dump was found. */
async function sizeOfFile(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (found) return found.size
  throw new NotFound(`That dump is no longer kept: ${routes.dumps()} lists those that are.`)
}
