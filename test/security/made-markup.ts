// Markup of a page that no page of ours has: what a payload would have made.

import { type HtmlElement, Parser, StaticConfigLoader } from 'html-validate'

const loader = new StaticConfigLoader({ root: true, extends: ['html-validate:recommended'] })
const parser = new Parser(await loader.getConfigFor('page.html'))

const neverOurs = new Set(['iframe', 'object', 'embed', 'applet', 'base', 'frame', 'style', 'mglyph'])
const addresses = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'xlink:href',
  'poster',
  'srcset',
  'data',
  'cite',
])

/** One line for each element or attribute that must not be there. */
export function madeMarkup(html: string): string[] {
  const place = { filename: 'page.html', line: 1, column: 1, offset: 0 }
  const found: string[] = []
  for (const element of parser.parseHtml({ data: html, ...place }).querySelectorAll('*')) {
    const problem = problemOf(element)
    if (problem) found.push(problem)
  }
  return found
}

function problemOf(element: HtmlElement): string | undefined {
  const { tagName } = element
  if (neverOurs.has(tagName) || tagName.includes('xss')) return `<${tagName}>`
  if (tagName === 'script' && !isOurScript(element)) return '<script> of its own'
  if (tagName === 'meta' && element.hasAttribute('http-equiv')) return '<meta http-equiv>'
  const attribute = element.attributes.find(({ key, value }) =>
    isMade(key.toLowerCase(), String(value ?? '')),
  )
  return attribute && `<${tagName} ${attribute.key}="${attribute.value}">`
}

const isOurScript = (script: HtmlElement): boolean =>
  script.getAttributeValue('type') === 'application/ld+json' ||
  /^\/assets\/[\w.-]+$/.test(script.getAttributeValue('src') ?? '')

function isMade(name: string, value: string): boolean {
  if (/^on|xss|^style$|^srcdoc$/.test(name)) return true
  if (!addresses.has(name)) return name === 'class' && /xss/.test(value)
  const address = URL.parse(
    value.replace(/&#?\w+;/g, (entity) => entities[entity] ?? ''),
    'https://here.example',
  )
  if (address === null) return false
  // Links may lead elsewhere, but nothing else is loaded or sent there.
  return name === 'href' ? !/^(https?|mailto):$/.test(address.protocol) : address.host !== 'here.example'
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&#39;': "'",
}
