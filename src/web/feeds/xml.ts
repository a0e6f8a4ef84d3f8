// XML as text. Whatever is no `Xml` is escaped, and characters that no XML 1.0 document may hold are left out.

/** Markup that was made here. */
export class Xml {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Attributes = Record<string, string | undefined>
type Child = Xml | string | undefined | readonly Child[]

/** Attributes and children that are undefined are left out. */
export function element(name: string, attributes: Attributes = {}, ...children: Child[]): Xml {
  const start = `<${name}${printAttributes(attributes)}`
  const content = children.map(print).join('')
  return new Xml(content === '' ? `${start}/>` : `${start}>${content}</${name}>`)
}

/** The document around its root. */
export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.text}\n`
}

/** A text without what XML 1.0 can't hold (https://www.w3.org/TR/xml/#charsets): control characters, half pairs. */
export function withoutForbidden(text: string): string {
  return text.replace(forbidden, '')
}

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

function print(child: Child): string {
  if (child === undefined) return ''
  if (child instanceof Xml) return child.text
  return typeof child === 'string' ? escapeText(child) : child.map(print).join('')
}

function printAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')
}

// A carriage return would be read as a line feed.
const escapeText = (text: string): string =>
  withoutForbidden(text).replace(/[&<>\r]/g, (mark) => entities[mark] ?? mark)

// White space in attributes would be read as spaces.
const escapeAttribute = (text: string): string =>
  withoutForbidden(text).replace(/[&<>"\r\n\t]/g, (mark) => entities[mark] ?? mark)

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}
