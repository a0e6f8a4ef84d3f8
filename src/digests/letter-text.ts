// A letter as plain text, for programs and people that want no HTML.

import { FOLLOWED_TITLE, type Item, type Letter } from './letter.ts'
import { ABSTRACT_LENGTH } from './letter-html.ts'

const WIDTH = 72

export function letterText(letter: Letter): string {
  const { siteName, title, count, items, followed = [], edition, browser, preferences, reason } = letter
  const blocks = [
    `${siteName}\n${title}\n${count}`,
    ...items.map(itemText),
    ...(followed.length > 0 ? [FOLLOWED_TITLE.toUpperCase()] : []),
    ...followed.map((item, at) => itemText(item, items.length + at)),
    '-'.repeat(WIDTH),
    `${edition.text}:\n${edition.url}`,
    ...(browser ? [`${browser.text}:\n${browser.url}`] : []),
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
