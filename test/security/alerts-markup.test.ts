// No text of anybody becomes markup in the HTML of a mail about a search, or a link that is not the site’s.

import { test } from 'node:test'
import { letterHtml } from '../../src/digests/letter-html.ts'
import { alertLetter } from '../../src/saved-searches/alert-letter.ts'
import { assertNone } from '../invariants/violations.ts'
import { aListedPaper } from '../support/listed-papers.ts'
import { madeMarkup } from './made-markup.ts'
import { markupPayloads } from './markup-payloads.ts'

const site = 'https://papers.example'

/** Of a payload wherever somebody may write one. */
function htmlOf(payload: string): string {
  const paper = aListedPaper({
    title: payload,
    abstract: `${payload} and more.`,
    authors: [{ name: payload }],
  })
  const search = {
    id: 'x',
    memberId: 'x',
    name: payload,
    query: payload,
    mode: 'hybrid',
    cadence: 'daily',
  } as const
  return letterHtml(
    alertLetter({
      ...{ siteName: payload, site, search: { ...search, createdAt: 1, toldAt: null } },
      ...{ papers: [{ paper, why: 'words' }], found: 1, day: '2026-03-04', language: 'en-GB', token: 'x' },
    }),
  )
}

test('texts of others stay texts in mails about searches', () => {
  // What stands in every letter: the rule for dark colours, and styles on elements.
  const plain = htmlOf('A title')
  const ours = new Set(plain.match(/ style="[^"]*"/g))
  const rules = plain.match(/<style[^>]*>.*?<\/style>/gs) ?? []
  const found = markupPayloads.flatMap((payload) => {
    const html = rules
      .reduce((text, rule) => text.replace(rule, ''), htmlOf(payload))
      .replace(/ style="[^"]*"/g, (style) => (ours.has(style) ? '' : style))
    const elsewhere = [...html.matchAll(/href="([^"]*)"/g)].filter(([, href]) => !href?.startsWith(site))
    return [...madeMarkup(html), ...elsewhere.map(([link]) => link)].map((made) => `${payload}: ${made}`)
  })
  assertNone(found, 'A text became markup:')
})
