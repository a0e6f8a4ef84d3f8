// What messages of each service must be, written down from their documents, independently of the code that makes them.
// Each function returns one line for each offence.

type Json = Record<string, unknown>

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isWebAddress = (value: unknown): boolean =>
  isText(value) && /^https?:\/\//.test(value) && URL.canParse(value)

function unknownKeys(message: Json, known: readonly string[]): string[] {
  return Object.keys(message)
    .filter((key) => !known.includes(key))
    .map((key) => `has “${key}”, which is unknown`)
}

/** https://docs.slack.dev/reference/block-kit/blocks: 50 blocks, headers of 150 characters, sections of 3,000. */
export function offencesOfSlack(message: Json): string[] {
  const found = unknownKeys(message, ['text', 'blocks', 'unfurl_links', 'unfurl_media'])
  if (!isText(message.text)) found.push('has no text for notifications')
  else if (message.text.length > 4_000) found.push(`has a text of ${message.text.length}`)
  const blocks = message.blocks as Json[]
  if (!Array.isArray(blocks) || blocks.length === 0 || blocks.length > 50) found.push('not 1 to 50 blocks')
  else for (const block of blocks) found.push(...offencesOfBlock(block))
  const size = JSON.stringify(blocks).length
  // More than 13,000 characters of text in all are refused.
  if (size > 26_000) found.push(`blocks of ${size} characters`)
  return [...found, ...offencesOfMarkup(String(message.text))]
}

function offencesOfBlock(block: Json): string[] {
  const text = block.text as Json
  if (!isObject(text) || !isText(text.text)) return [`a ${block.type} without text`]
  const limit = block.type === 'header' ? 150 : 3_000
  const type = block.type === 'header' ? 'plain_text' : 'mrkdwn'
  return [
    ...(['header', 'section'].includes(String(block.type)) ? [] : [`a block “${block.type}”`]),
    ...(text.type === type ? [] : [`a ${block.type} of ${text.type}`]),
    ...(text.text.length <= limit ? [] : [`a ${block.type} of ${text.text.length} characters`]),
    ...(type === 'mrkdwn' ? offencesOfMarkup(text.text) : []),
  ]
}

/** Between < and > only addresses of the web, with a text; `<!channel>` and `<@U1>` call people. */
function offencesOfMarkup(text: string): string[] {
  const links = text.match(/<[^>]*>/g) ?? []
  const wrong = links.filter((link) => !/^<https?:\/\/[^\s|<>]+\|[^<>]+>$/.test(link))
  const rest = text.replace(/<[^>]*>/g, '')
  return [
    ...wrong.map((link) => `markup ${link}`),
    ...(/[<>]/.test(rest) ? ['a sign of markup outside of links'] : []),
    ...(/&(?!amp;|lt;|gt;)/.test(rest) ? ['an & that is not escaped'] : []),
    ...(/@[\p{L}\p{N}_]/u.test(rest) ? ['a name that is called'] : []),
  ]
}

/** https://discord.com/developers/docs/resources/webhook#execute-webhook and …/message#embed-object-embed-limits */
export function offencesOfDiscord(message: Json): string[] {
  const found = unknownKeys(message, ['content', 'embeds', 'allowed_mentions'])
  const { content = '', embeds } = message as { content?: unknown; embeds?: Json[] }
  if (typeof content !== 'string' || content.length > 2_000) found.push('content of over 2,000 characters')
  if (!Array.isArray(embeds) || embeds.length > 10) return [...found, 'not up to 10 embeds']
  if (content === '' && embeds.length === 0) found.push('is empty')
  let size = 0
  for (const { title, description, url } of embeds) {
    if (!isText(title) || title.length > 256) found.push('an embed without a title of up to 256 characters')
    if (!isText(description) || description.length > 4_096) found.push('an embed without a description')
    if (!isWebAddress(url)) found.push(`an embed at ${url}`)
    size += String(title).length + String(description).length
  }
  if (size > 6_000) found.push(`embeds of ${size} characters`)
  if (JSON.stringify(message.allowed_mentions) !== '{"parse":[]}') found.push('may call people')
  return found
}

const matrixTags = ['p', 'strong', 'ol', 'li', 'a', 'br']

/** https://spec.matrix.org/latest/client-server-api/#mroommessage-msgtypes */
export function offencesOfMatrix(message: Json): string[] {
  const known = ['msgtype', 'body', 'format', 'formatted_body', 'm.mentions']
  const found = unknownKeys(message, known)
  if (message.msgtype !== 'm.notice') found.push(`is of ${message.msgtype}`)
  if (!isText(message.body)) found.push('has no body')
  if (message.format !== 'org.matrix.custom.html') found.push('has another format')
  const html = String(message.formatted_body)
  for (const [, tag = ''] of html.matchAll(/<\/?([\w!-]*)/g))
    if (!matrixTags.includes(tag)) found.push(`has the tag “${tag}”`)
  for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g))
    if (!isWebAddress(href)) found.push(`leads to ${href}`)
  if (Buffer.byteLength(JSON.stringify(message)) > 60_000) found.push('is too large for an event')
  if (JSON.stringify(message['m.mentions']) !== '{}') found.push('may call people')
  return found
}

/** https://docs.joinmastodon.org/methods/statuses/#create; addresses count as 23 characters. */
export function offencesOfMastodon(message: Json, characters = 500): string[] {
  const known = ['status', 'visibility', 'language', 'in_reply_to_id']
  const found = unknownKeys(message, known)
  if (!isText(message.status)) return [...found, 'has no text']
  const counted = message.status.replace(/https?:\/\/\S+/g, 'x'.repeat(23))
  if (counted.length > characters) found.push(`has ${counted.length} characters`)
  if (!['public', 'unlisted', 'private', 'direct'].includes(String(message.visibility)))
    found.push('nobody sees it')
  if (!/^[a-z]{2}$/.test(String(message.language))) found.push('has no language')
  if (/(?<![/\w])[@#][\p{L}\p{N}_]/u.test(message.status.replace(/https?:\/\/\S+/g, '')))
    found.push('calls somebody')
  return found
}
