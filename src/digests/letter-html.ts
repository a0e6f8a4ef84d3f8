// A letter as HTML for mail programs: styles stand on the elements, since many throw away what stands in the head; only
// the dark colours need a rule there. No pictures, nothing that is fetched. Under 100 KB, or programs cut it off.

import { escaped } from '../mail/mail-message.ts'
import type { Item, Letter } from './letter.ts'

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

const serif = "font-family:Georgia,'Times New Roman',serif"
const sans = 'font-family:-apple-system,Segoe UI,Helvetica,Arial,sans-serif'

const style = {
  page: 'margin:0;padding:0;background:#fbfaf6;color:#1d1b16',
  frame: 'max-width:640px;margin:0 auto;padding:24px 16px',
  name: `${sans};font-size:14px;margin:0 0 4px;color:#5c574b`,
  title: `${serif};font-size:26px;line-height:1.25;margin:0 0 24px`,
  item: 'margin:0 0 28px',
  heading: `${serif};font-size:19px;line-height:1.3;margin:0 0 4px;font-weight:bold`,
  link: 'color:#7a2318;text-decoration:none',
  quiet: `${sans};font-size:14px;line-height:1.45;margin:0 0 6px;color:#5c574b`,
  abstract: `${serif};font-size:16px;line-height:1.5;margin:0`,
  end: `${sans};font-size:14px;line-height:1.6;border-top:1px solid #d8d3c4;padding-top:16px;margin:0;color:#5c574b`,
  under: 'color:#7a2318;text-decoration:underline',
}

/** Mail programs that know the reader's wish for dark pages. */
const darkRules = `@media (prefers-color-scheme: dark) {
  .page { background: #161512 !important; color: #ece8dc !important; }
  .quiet { color: #aaa391 !important; }
  .link { color: #e8a594 !important; }
  .end { border-color: #3a372f !important; }
}`

function wholeHtml(letter: Letter, abstractLength: number): string {
  const { subject, siteName, title, items, edition, preferences, reason } = letter
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${darkRules}</style>
</head>
<body class="page" style="${style.page}">
<div style="${style.frame}">
<p class="quiet" style="${style.name}">${escaped(siteName)}</p>
<h1 style="${style.title}">${escaped(title)}</h1>
${items.map((item) => itemHtml(item, abstractLength)).join('\n')}
<p class="quiet end" style="${style.end}">${linkTo(edition)}<br>
${escaped(reason)}<br>
${linkTo(preferences)}</p>
</div>
</body>
</html>
`
}

function itemHtml({ title, url, authors, why, votes, comments, abstract }: Item, length: number): string {
  const short = length === 0 ? '' : abstract(length)
  return `<div style="${style.item}">
<h2 style="${style.heading}"><a class="link" style="${style.link}" href="${escaped(url)}">${escaped(title)}</a></h2>
<p class="quiet" style="${style.quiet}">${escaped(authors)}<br>
${escaped(why)} · ${escaped(votes)} · ${linkTo(comments)}</p>${
    short === '' ? '' : `\n<p style="${style.abstract}">${escaped(short)}</p>`
  }
</div>`
}

const linkTo = ({ text, url }: { text: string; url: string }): string =>
  `<a class="link" style="${style.under}" href="${escaped(url)}">${escaped(text)}</a>`
