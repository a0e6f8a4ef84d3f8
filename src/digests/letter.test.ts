import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aListedPaper } from '../../test/support/listed-papers.ts'
import { routes } from '../web/routes.ts'
import { digestAddresses } from './digest-addresses.ts'
import { type LetterFacts, writeLetter } from './letter.ts'
import { letterHtml } from './letter-html.ts'
import { letterText } from './letter-text.ts'

const site = 'https://papers.example.org'

const letterOf = (papers: Parameters<typeof aListedPaper>[0][], facts: Partial<LetterFacts> = {}) =>
  writeLetter({
    ...{ siteName: 'Daily Papers', addresses: digestAddresses(site), period: 'daily', day: '2025-10-29' },
    ...{ taste: { categories: [], keywords: [] }, preferences: `${site}/subscriptions/x` },
    papers: papers.map((paper, at) => ({ paper: aListedPaper(paper), rank: at + 1 })),
    ...facts,
  })

test('a letter says the same in HTML and in text', () => {
  const letter = letterOf([
    {
      title: 'On $\\alpha < \\beta$ & more',
      abstract: 'We show <b>it</b>. Then we stop.',
      votes: 1_412,
      comments: 1,
    },
  ])
  assert.equal(letter.subject, '1 paper for 29 October: On $\\alpha < \\beta$ & more')
  const [html, text] = [letterHtml(letter), letterText(letter)]
  assert.match(html, /On \$\\alpha &lt; \\beta\$ &amp; more/)
  assert.match(html, /We show &lt;b&gt;it&lt;\/b&gt;\. Then we stop\./)
  for (const part of [html, text]) {
    assert.match(part, /Wednesday,? 29 October 2025/)
    assert.match(part, /Number 1 of the day · 1,412 votes/)
    assert.match(part, /1 comment/)
    assert.match(part, /Ada Example, Ben Sample, Chi Specimen/)
    assert.match(part, /https:\/\/papers\.example\.org\/subscriptions\/x/)
    assert.match(part, /https:\/\/papers\.example\.org\/papers\/date\/2025-10-29/)
  }
})

test('says in its subject and beside it what is in it, and turns nothing around', () => {
  const [one, two, three] = ['One', 'Two \u202eowT', 'Three']
  const letter = letterOf([{ title: one }, { title: two }, { title: three }])
  assert.equal(letter.subject, '3 papers for 29 October: One')
  assert.equal(letter.teaser, 'Also: Two owT · Three')
  assert.match(letterHtml(letter), /<body[^>]*>\n<div style="display:none[^"]*">Also: Two owT · Three<\/div>/)
  assert.equal(letterOf([{ authors: [{ name: 'Ada' }] }]).teaser, 'Ada')
  const hebrew = letterOf([{ title: one }], {
    taste: { categories: [], keywords: [], language: 'he' },
    period: 'weekly',
  })
  assert.equal(hebrew.subject, '1 paper for the week to \u206829 באוקטובר\u2069: One')
  assert.match(
    letterHtml(hebrew),
    /<h1[^>]*>The week to <span lang="he" dir="rtl">יום רביעי, 29 באוקטובר 2025<\/span>/,
  )
  assert.match(
    letterText(hebrew),
    /^Daily Papers\nThe week to \u2068יום רביעי, 29 באוקטובר 2025\u2069\n1 paper\n/,
  )
})

test('names the house that a paper comes from', () => {
  const organization = { id: 'a', name: 'lab', fullname: 'Example Lab' }
  const { items } = letterOf([{ organization }, {}])
  assert.deepEqual(
    items.map(({ authors }) => authors),
    ['Ada Example, Ben Sample, Chi Specimen · Example Lab', 'Ada Example, Ben Sample, Chi Specimen'],
  )
})

test('its HTML runs and fetches nothing, and stays below what mail programs cut off', () => {
  const hostile = {
    title: `<script>&"${'&'.repeat(2_000)}`,
    abstract: `<img src=x> ${'&😀 '.repeat(5_000)}`,
    authors: Array.from({ length: 900 }, () => ({ name: `"><i>${'&'.repeat(500)}` })),
    authorCount: 900,
  }
  for (const papers of [[hostile], Array.from({ length: 20 }, () => hostile)]) {
    const html = letterHtml(letterOf(papers))
    assert.ok(Buffer.byteLength(html) < 100_000, `${Buffer.byteLength(html)} bytes`)
    assert.doesNotMatch(html, /<(script|img|link|iframe|object|i|form)\b|url\(|@import|\son\w+=/i)
    assert.equal(html.match(/<h2/g)?.length, papers.length)
  }
  const usual = letterHtml(letterOf(Array.from({ length: 20 }, () => ({}))))
  assert.ok(Buffer.byteLength(usual) < 40_000)
})

test('its addresses are those of the site', () => {
  const addresses = digestAddresses(site)
  const own: [string, string][] = [
    [addresses.subscribe, routes.subscribe()],
    [addresses.paper('doi:10.1000/a b'), routes.paper('doi:10.1000/a b')],
    [addresses.discussion('2510.00001'), routes.discussion('2510.00001')],
    [addresses.day('2025-10-29'), routes.day('2025-10-29')],
    [addresses.week('2025-W44'), routes.week('2025-W44')],
    [addresses.past('daily', '2025-10-29'), routes.pastDigest({ period: 'daily', key: '2025-10-29' })],
    [addresses.confirm('a-b_c'), routes.confirmSubscription('a-b_c')],
    [addresses.subscription('a-b_c'), routes.subscription('a-b_c')],
  ]
  for (const [made, route] of own) assert.equal(made, site + route)
})
