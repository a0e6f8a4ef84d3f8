// What “HTML that mail programs show as it is meant” means here: valid, without anything that runs or is fetched, and
// made of what they know, by the tables of caniemail.com. What some of them leave out must be named below, with what
// readers see then.

import assert from 'node:assert/strict'
import { caniemail } from 'caniemail'
import { HtmlValidate, StaticConfigLoader } from 'html-validate'

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended', 'html-validate:document'],
    rules: {
      // Many mail programs throw away what stands in the head.
      'no-inline-style': 'off',
      // Outlook centres nothing else than a table that says so.
      'no-deprecated-attr': 'off',
      // The older name is what screen readers of mail programs know; a table without <tbody> gets one by itself.
      'presentation-role-style': ['error', { prefer: 'presentation' }],
      'prefer-tbody': 'off',
      // A title is as long as its authors made it.
      'long-title': 'off',
      'doctype-style': ['error', { style: 'lowercase' }],
    },
  }),
)

/** Programs cut off what is larger. */
const MOST_BYTES = 100_000

const programs = [
  ...['gmail.*', 'outlook.*', 'apple-mail.*', 'yahoo.*', 'aol.*', 'protonmail.*', 'fastmail.*', 'hey.*'],
  ...['samsung-email.*', 'gmx.*', 'web-de.*', 'ionos-1and1.*', 'orange.*', 'sfr.*', 'mail-ru.*'],
] as const

/** Features that some of them lack, or have in part, and what is seen there. */
const degradesWell: Record<string, string> = {
  '@media': 'Only the dark colours stand there: the letter stays light, or the program darkens it itself.',
  '<style> element': 'As above.',
  'color-scheme meta tag': 'As above.',
  '<body> element': 'Its colours stand on the element below it, too.',
  'width attribute': 'A table is as wide as its text, which is long enough.',
  'align attribute': 'Who lacks it knows automatic margins.',
  'role attribute': 'The letter is read out as a table of one column.',
  'lang attribute': 'The date is read out as if it were English.',
  'dir attribute': 'The order of a date that is written from the right depends on the program.',
  'display:none': 'Where one shows what is hidden so, it has no height.',
  display: 'Only none is used.',
  'max-height property': 'Outlook for Windows knows display:none.',
  overflow: 'Outlook for Windows knows display:none; nothing scrolls.',
  'max-width': 'Outlook knows it on tables, where it stands; phones are narrower.',
  margin: 'None is negative; automatic ones are for who doesn’t know align.',
  padding: 'It stands on cells only.',
  border: 'It stands on cells only, and is narrow.',
  'text-decoration': 'Links are underlined, or titles are, which is fine.',
  'font-size': 'All are in pixels.',
  'font-weight': 'Only bold is used.',
  'line-height': 'Outlook sets lines a little closer or wider.',
  background: 'Only background-color is used.',
  'background-color': 'Only a plain colour is used.',
}

/** Fails with each thing that is wrong, once. */
export async function assertGoodMail(html: string): Promise<void> {
  const report = await validator.validateString(html)
  const invalid = report.results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line }) => `${ruleId}: ${message} (${html.split('\n')[line - 1]?.slice(0, 200)})`,
    ),
  )
  assert.deepEqual([...new Set(invalid)], [], 'The mail is not valid HTML')
  assert.match(html, /^<!doctype html>\n<html lang="[a-z-]+">/)
  assert.match(html, /<title>[^<]+<\/title>/)
  assert.doesNotMatch(
    html,
    /<(?:script|link|img|iframe|object|embed|video|audio|source|form|input|base|svg)\b|url\(|@import|@font-face|\son\w+=|http-equiv/i,
  )
  const elsewhere = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].filter(
    ([, url = '']) => !/^https?:\/\//.test(url),
  )
  assert.deepEqual(elsewhere, [], 'Links of a mail are whole addresses')
  const small = [...html.matchAll(/font-size:(\d+)px/g)].filter(([, size]) => Number(size) < 13)
  assert.deepEqual(small, [], 'Letters are too small for phones')
  assert.ok(Buffer.byteLength(html) < MOST_BYTES, `${Buffer.byteLength(html)} bytes`)
  assert.deepEqual(lacking(html), [], 'Mail programs don’t know this')
}

/** “max-height: outlook.windows”, where nobody has thought of it. */
function lacking(html: string): string[] {
  const { issues } = caniemail({ clients: [...programs], html })
  const found = [issues.errors, issues.warnings].flatMap((map) =>
    [...map].flatMap(([program, list]) =>
      list
        // What nobody has tried stands there as partial, too, without a note.
        .filter(({ support, notes }) => support !== 'partial' || notes.length > 0)
        .map(({ title }) => ({ title: title.trim(), program })),
    ),
  )
  const unknown = found.filter(({ title }) => !(title in degradesWell))
  return [...new Set(unknown.map(({ title, program }) => `${title}: ${program}`))].sort()
}
