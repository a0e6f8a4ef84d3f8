// HTML, JATS and MathML tags in titles and abstracts. Only known tags count: `<unk>`, `<think>` and `p<0.05` are text.

/** Tags that stand in no running text but as markup. */
const alwaysMarkup =
  /^(?:jats:|mml:|m:|xref$|fixed-case$|inline-formula$|tex-math$|br$|sup$|sub$|em$|strong$|italic$|bold$)/
/** Tags that might also be text: markup only where they are closed somewhere or carry attributes. */
const pairedMarkup = new Set(
  `a abbr b big blockquote center cite code dd div dl dt font h1 h2 h3 h4 h5 h6 i li math mi mn mo mrow ol p pre q
   scp script section small span style table tbody td th thead title tr tt u ul`.split(/\s+/),
)
const breaking =
  /^(?:jats:|mml:)?(?:p|br|div|li|ol|ul|title|sec|section|h[1-6]|tr|table|blockquote|dd|dt|list|list-item)$/

/** Maths (left alone: there `<b>` is a comparison), escapes, comments, character data, scripts, tags. */
const piece =
  /\\[\s\S]|\$\$(?:\\[\s\S]|[^\\$])*\$\$|\$(?![\s$])(?:\\[\s\S]|[^\\$])*\$(?!\d)|<!--(?:(?!<!--)[\s\S])*?-->|<!\[CDATA\[|\]\]>|<\?xml[^<>]*>|<(\/?)([a-z][a-z0-9:-]*)(\s[^<>]*)?(\/?)>/gi

/** Takes tags out and keeps what they enclose; tags that end a line or paragraph leave an empty line. */
export function withoutMarkup(text: string): string {
  const source = text
    .replace(/<(script|style)\b[^<>]*>[^<]*<\/\1\s*>/gi, ' ')
    .replace(/<((?:jats:)?title)>\s*(?:abstract|summary)\s*<\/\1>/gi, '')
    .replace(/<sup>([^<>]{1,20})<\/sup>/gi, (_, inner: string) => raised(inner))
  const closed = namesOf(source, /<\/([a-z][a-z0-9:-]*)\s*>/gi)
  return source.replace(piece, (whole, slash?: string, name?: string, attributes?: string, end?: string) => {
    if (name === undefined) return /^[\\$]/.test(whole) ? whole : ''
    return isMarkup(name.toLowerCase(), `${slash}${end}${attributes ?? ''}`, closed) ? gap(name) : whole
  })
}

function namesOf(text: string, pattern: RegExp): Set<string> {
  return new Set(text.matchAll(pattern).map((match) => (match[1] ?? '').toLowerCase()))
}

/** `extras` holds the slash or the attributes of a tag. */
function isMarkup(name: string, extras: string, closed: ReadonlySet<string>): boolean {
  if (alwaysMarkup.test(name)) return true
  if (!pairedMarkup.has(name)) return false
  return closed.has(name) || extras.startsWith('/') || extras.includes('=')
}

function gap(name: string): string {
  return breaking.test(name.toLowerCase()) ? '\n\n' : ''
}

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const raisedSigns: Record<string, string> = { '+': '⁺', '-': '⁻', '−': '⁻', n: 'ⁿ', i: 'ⁱ' }

/** 10<sup>5</sup> must not become 105. */
function raised(inner: string): string {
  const plain = inner.trim()
  if (!/^[\d+\-−ni]+$/.test(plain)) return /^\w/.test(plain) ? `^${plain}` : plain
  return Array.from(
    plain,
    (mark) => raisedDigits[Number.parseInt(mark, 10)] ?? raisedSigns[mark] ?? mark,
  ).join('')
}
