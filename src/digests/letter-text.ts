// A letter as plain text, for programs and people that want no HTML.

import type { Item, Letter } from './letter.ts'
import { ABSTRACT_LENGTH } from './letter-html.ts'

const WIDTH = 72

export function letterText({ siteName, title, items, edition, preferences, reason }: Letter): string {
  const blocks = [
    `${siteName}\n${title}`,
    ...items.map(itemText),
    '-'.repeat(WIDTH),
    `${edition.text}:\n${edition.url}`,
    reason,
    `${preferences.text}:\n${preferences.url}`,
  ]
  return `${blocks.join('\n\n')}\n`
}

function itemText({ title, url, authors, why, votes, comments, abstract }: Item, at: number): string {
  const short = abstract(ABSTRACT_LENGTH)
  const lines = [`${at + 1}. ${title}`, authors, `${why} · ${votes} · ${comments.text}`]
  return [...lines.map(wrapped), url, ...(short === '' ? [] : ['', wrapped(short)])].join('\n')
}

/** Lines of whole words. */
function wrapped(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}
