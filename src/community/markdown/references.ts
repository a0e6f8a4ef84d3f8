// What becomes a link in a text without being written as one: `@name` and `arXiv:2407.21783`.

import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { parseIdentifier } from '../../papers/identifiers/identifiers.ts'

const reference =
  /(?<![\w@./-])@([a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){1,38})(?![\w@-])|\barxiv:\s?((?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[a-z]{2})?\/\d{7})(?:v\d{1,3})?)\b/gi

/** Whatever could be a name after an `@`, in lower case and each once: more than the rule makes links of. */
export const possibleNames = (text: string): string[] =>
  text.includes('@')
    ? [
        ...new Set(
          [...text.matchAll(/@([a-z0-9][a-z0-9-]{1,38})/gi)].map(([, name = '']) => name.toLowerCase()),
        ),
      ]
    : []

export function addReferenceRule(markdown: MarkdownIt): void {
  markdown.core.ruler.after('linkify', 'references', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'inline') token.children = withReferences(state, token.children ?? [])
    }
  })
}

function withReferences(state: StateCore, tokens: readonly Token[]): Token[] {
  let inLink = false
  let leads = false
  return tokens.flatMap((token, index) => {
    if (token.type === 'link_open') {
      inLink = true
      leads = hrefOf(token) !== ''
      if (!leads) return []
      return tokens[index + 1]?.type === 'link_close' ? [token, textOf(state, hrefOf(token))] : [token]
    }
    if (token.type === 'link_close') {
      inLink = false
      return leads ? [token] : []
    }
    if (token.type !== 'text' || inLink) return [token]
    // A picture: it is shown as the link that remains of it.
    if (token.content.endsWith('!') && tokens[index + 1]?.type === 'link_open')
      token.content = token.content.slice(0, -1)
    return split(state, token)
  })
}

const hrefOf = (token: Token): string => String(token.attrGet('href') ?? '')

function split(state: StateCore, token: Token): Token[] {
  const parts: Token[] = []
  let at = 0
  for (const match of token.content.matchAll(reference)) {
    const [text, name, paper] = match
    const id = paper === undefined ? undefined : parseIdentifier(paper)?.id
    if (name === undefined && id === undefined) continue
    parts.push(textOf(state, token.content.slice(at, match.index)))
    const link = new state.Token(name === undefined ? 'paper' : 'mention', '', 0)
    link.content = text
    link.meta = { names: name ?? id }
    parts.push(link)
    at = match.index + text.length
  }
  return at === 0 ? [token] : [...parts, textOf(state, token.content.slice(at))]
}

function textOf(state: StateCore, content: string): Token {
  const token = new state.Token('text', '', 0)
  token.content = content
  return token
}
