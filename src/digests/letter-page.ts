// The document around the HTML of a letter: rows of a table, since Outlook knows widths and distances only there. Styles
// stand on the elements, since many mail programs throw away what stands in the head; only the dark colours need rules.
// No pictures, nothing that is fetched. `letter-lint.test.ts` says what each mail program makes of it.

import { escaped } from '../mail/mail-message.ts'

const serif = "font-family:Georgia,'Times New Roman',serif"
const sans = "font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif"

/** The colours and sizes of the site, as far as mail programs follow. */
export const letterStyle = {
  name: `${serif};font-size:18px;font-weight:bold;line-height:1.3;margin:0`,
  title: `${serif};font-size:28px;font-weight:bold;line-height:1.2;margin:0 0 6px`,
  lead: `${sans};font-size:15px;line-height:1.5;margin:0;color:#5c574e`,
  mark: `${sans};font-size:13px;line-height:1.4;margin:0 0 6px;color:#9b2c1f`,
  part: `${serif};font-size:22px;font-weight:bold;line-height:1.3;margin:0`,
  heading: `${serif};font-size:20px;font-weight:bold;line-height:1.3;margin:0 0 6px`,
  headingLink: 'color:#1c1a17;text-decoration:none',
  quiet: `${sans};font-size:14px;line-height:1.5;margin:0;color:#5c574e`,
  abstract: `${serif};font-size:16px;line-height:1.55;margin:10px 0`,
  link: 'color:#9b2c1f;text-decoration:underline',
  end: `${sans};font-size:14px;line-height:1.7;margin:0;color:#5c574e`,
}

const rows = {
  /** The name of the site. */
  name: 'padding:0 0 10px;border-bottom:3px double #8a8377',
  title: 'padding:24px 0',
  item: 'padding:20px 0 22px;border-top:1px solid #e3ded3',
  /** Where papers of another kind begin. */
  part: 'padding:28px 0 14px;border-top:3px double #8a8377',
  end: 'padding:16px 0 0;border-top:3px double #8a8377',
}

/** One above the other. `html`: what it says. */
export const letterRow = (kind: keyof typeof rows, html: string): string =>
  `<tr><td class="rule" style="${rows[kind]}">${html}</td></tr>`

const colours = 'background-color:#fbfaf6;color:#1c1a17'
const table = 'role="presentation" width="100%" cellspacing="0" cellpadding="0"'
/** Mail programs show it beside the subject, and nowhere else. */
const unseen = 'display:none;max-height:0;overflow:hidden'

/** For mail programs that know the reader’s wish for dark pages. */
const darkRules = `@media (prefers-color-scheme: dark) {
  .page { background-color: #161512 !important; color: #ece7dd !important; }
  .ink { color: #ece7dd !important; }
  .quiet { color: #a8a194 !important; }
  .accent { color: #f08a74 !important; }
  .rule { border-color: #34302a !important; }
}`

export interface LetterPage {
  /** As the subject of the mail. */
  title: string
  /** What mail programs show beside the subject. */
  teaser: string
  rows: readonly string[]
}

/** The colours stand below the body, too: several mail programs put something of their own in its place. */
export function letterPage({ title, teaser, rows }: LetterPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(title)}</title>
<style>${darkRules}</style>
</head>
<body class="page" style="margin:0;padding:0;${colours}">
<div style="${unseen}">${escaped(teaser)}</div>
<div class="page" style="${colours}">
<table ${table} align="center" style="max-width:672px;margin:0 auto"><tr><td style="padding:24px 16px 40px">
<table ${table}>
${rows.join('\n')}
</table>
</td></tr></table>
</div>
</body>
</html>
`
}

export const linkTo = ({ text, url }: { text: string; url: string }): string =>
  `<a class="accent" style="${letterStyle.link}" href="${escaped(url)}">${escaped(text)}</a>`
