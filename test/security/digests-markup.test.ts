// No text of anybody becomes markup in the HTML of a digest, or a link that is not the site’s.

import { test } from 'node:test'
import { digestAddresses } from '../../src/digests/digest-addresses.ts'
import { writeLetter } from '../../src/digests/letter.ts'
import { letterHtml } from '../../src/digests/letter-html.ts'
import { assertNone } from '../invariants/violations.ts'
import { aListedPaper } from '../support/listed-papers.ts'
import { madeMarkup } from './made-markup.ts'
import { markupPayloads } from './markup-payloads.ts'

const site = 'https://papers.example'

/** Of a payload wherever somebody may write one. */
function letterOf(payload: string): string {
  const paper = aListedPaper({
    ...{ title: payload, abstract: `${payload} and more.`, authors: [{ name: payload }] },
    ...{ keywords: [payload], categories: [payload] },
  })
  const letter = writeLetter({
    ...{ siteName: payload, addresses: digestAddresses(site), period: 'daily', day: '2026-03-03' },
    taste: { categories: [], keywords: [payload] },
    papers: [{ paper, rank: 1 }],
    preferences: `${site}/subscriptions/x`,
  })
  return letterHtml(letter)
}

test('texts of others stay texts in digests', () => {
  // What stands in every letter: the rule for dark colours, and styles on elements.
  const plain = letterOf('A title')
  const ours = new Set(plain.match(/ style="[^"]*"/g))
  const [rule = ''] = plain.match(/<style>.*?<\/style>/s) ?? []
  const found = markupPayloads.flatMap((payload) => {
    const html = letterOf(payload)
      .replace(rule, '')
      .replace(/ style="[^"]*"/g, (style) => (ours.has(style) ? '' : style))
    const elsewhere = [...html.matchAll(/href="([^"]*)"/g)].filter(([, href]) => !href?.startsWith(site))
    return [...madeMarkup(html), ...elsewhere.map(([link]) => link)].map((made) => `${payload}: ${made}`)
  })
  assertNone(found, 'A text became markup:')
})
