// A letter as HTML for mail programs. Under 100 KB, or programs cut it off.

import { escaped } from '../mail/mail-message.ts'
import { FOLLOWED_TITLE, type Item, type Letter } from './letter.ts'
import { letterPage, letterRow, linkTo, letterStyle as style } from './letter-page.ts'

const MOST_BYTES = 100_000
/** Characters of an abstract; shorter ones where the letter would be too large. */
const lengths = [420, 160, 0]

export function letterHtml(letter: Letter): string {
  const tries = lengths.map((length) => () => wholeHtml(letter, length))
  let html = ''
  for (const make of tries) {
    html = make()
    if (Buffer.byteLength(html) <= MOST_BYTES) break
  }
  return html
}

/** As many characters of each abstract are in both parts. */
export const ABSTRACT_LENGTH = lengths[0] ?? 0

function wholeHtml(letter: Letter, abstractLength: number): string {
  const {
    subject,
    teaser,
    siteName,
    heading,
    count,
    items,
    followed = [],
    edition,
    browser,
    preferences,
    reason,
  } = letter
  const { text, language, direction } = heading.date
  const from = direction === 'rtl' ? ' dir="rtl"' : ''
  const date = `<span lang="${language}"${from}>${escaped(text)}</span>`
  const rows = [
    letterRow('name', `<p style="${style.name}">${escaped(siteName)}</p>`),
    letterRow(
      'title',
      `<h1 style="${style.title}">${escaped(heading.before)}${date}</h1>
<p class="quiet" style="${style.lead}">${escaped(count)} · ${linkTo(edition)}</p>`,
    ),
    ...items.map((item) => letterRow('item', itemHtml(item, abstractLength))),
    ...(followed.length > 0 ? [letterRow('part', `<h2 style="${style.part}">${FOLLOWED_TITLE}</h2>`)] : []),
    ...followed.map((item) => letterRow('item', itemHtml(item, abstractLength))),
    letterRow(
      'end',
      `<p class="quiet" style="${style.end}">${[edition, ...(browser ? [browser] : [])].map(linkTo).join('<br>\n')}<br>
${escaped(reason)}<br>
${linkTo(preferences)}</p>`,
    ),
  ]
  return letterPage({ title: subject, teaser, rows })
}

function itemHtml({ title, url, authors, why, votes, comments, abstract }: Item, length: number): string {
  const short = length === 0 ? '' : abstract(length)
  return `<p class="accent" style="${style.mark}">${escaped(why)} · ${escaped(votes)}</p>
<h2 style="${style.heading}"><a class="ink" style="${style.headingLink}" href="${escaped(url)}">${escaped(title)}</a></h2>
<p class="quiet" style="${style.quiet}">${escaped(authors)}</p>${
    short === '' ? '' : `\n<p style="${style.abstract}">${escaped(short)}</p>`
  }
<p class="quiet" style="${style.quiet}">${linkTo({ text: 'Read on', url })} · ${linkTo(comments)}</p>`
}
