// A message of which anything may be wrong, as its headers and the parts that reports are made of. The MIME library is
// loaded with the first message. (One that also makes text of HTML took 19 seconds for 256 KB of line ends.)

export interface MessageParts {
  /** Names in lower case, values unfolded, in their order. */
  headers: [name: string, value: string][]
  /** Parts of the message itself: one that lies in it is not opened. */
  parts: { type: string; text: string }[]
}

/** What of a message is read. Reports come before the message that they are about, which may be long. */
export const MOST_BYTES = 256 * 1024

const MOST_PARTS = 50
const LONGEST_HEAD = 64 * 1024
const LONGEST_PART = 32 * 1024

/** Kept are these, from their beginning on. */
const WANTED =
  /^(?:message\/(?:(?:global-)?delivery-status|feedback-report|(?:global-)?disposition-notification|rfc822|rfc822-headers|global|global-headers)|text\/rfc822-headers)$/

/** Null where it can't be a message within limits. */
export async function messageParts(bytes: Buffer): Promise<MessageParts | null> {
  // CommonJS: in a bundle of several files only its default is there.
  const { Splitter } = (await import('@zone-eu/mailsplit')).default
  const splitter = new Splitter({
    ...{ ignoreEmbedded: true, maxHeadSize: LONGEST_HEAD, maxChildNodes: MOST_PARTS },
  })
  splitter.end(bytes.subarray(0, MOST_BYTES))
  const found: MessageParts = { headers: [], parts: [] }
  let open: OpenPart | null = null
  try {
    for await (const piece of splitter as AsyncIterable<Piece>) {
      if (piece.type === 'body' && open) keep(open, piece.value)
      if (piece.type !== 'node') continue
      if (open) found.parts.push(await closed(open))
      const type = (piece.contentType || 'text/plain').toLowerCase()
      open = WANTED.test(type) ? { type, node: piece, chunks: [], size: 0 } : null
      if (piece.root) found.headers = headersOf(piece.getHeaders().toString('utf8'))
    }
    if (open) found.parts.push(await closed(open))
    return found
  } catch {
    return null
  }
}

type Piece = { type: 'data' | 'body'; value: Buffer } | MimeNode

type MimeNode = InstanceType<typeof import('@zone-eu/mailsplit').MimeNode>

interface OpenPart {
  type: string
  node: MimeNode
  chunks: Buffer[]
  size: number
}

function keep(open: OpenPart, chunk: Buffer): void {
  if (open.size >= LONGEST_PART) return
  open.chunks.push(chunk)
  open.size += chunk.length
}

async function closed({ type, node, chunks }: OpenPart): Promise<{ type: string; text: string }> {
  const decoder = node.getDecoder()
  decoder.end(Buffer.concat(chunks).subarray(0, LONGEST_PART))
  const decoded: Buffer[] = []
  for await (const chunk of decoder) decoded.push(chunk)
  return { type, text: Buffer.concat(decoded).toString('utf8') }
}

const MOST_HEADERS = 500

/** Of the lines up to the first empty one. */
export function headersOf(text: string): [string, string][] {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1)
  const lines = head
    .slice(0, LONGEST_HEAD)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  return lines.slice(0, MOST_HEADERS).flatMap((line): [string, string][] => {
    const [, name = '', value = ''] = /^([!-9;-~]{1,80}):(.*)$/s.exec(line) ?? []
    return name === '' ? [] : [[name.toLowerCase(), value.trim()]]
  })
}
