import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  offencesOfDiscord,
  offencesOfMastodon,
  offencesOfMatrix,
  offencesOfSlack,
} from '../../../test/support/chat-rules.ts'
import { aListedPaper } from '../../../test/support/listed-papers.ts'
import { digestAddresses } from '../../digests/digest-addresses.ts'
import { writeLetter } from '../../digests/letter.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { type Bulletin, bulletinOf, testBulletin } from './bulletin.ts'
import { discordMessages } from './discord.ts'
import { cut, inParts } from './fit-text.ts'
import { mastodonMessages } from './mastodon.ts'
import { matrixMessages } from './matrix.ts'
import { slackMessages } from './slack.ts'

const site = 'https://papers.example'

function bulletin(papers: Partial<ListedPaper>[], siteName = 'Daily Papers'): Bulletin {
  return bulletinOf(
    writeLetter({
      ...{ siteName, addresses: digestAddresses(site), period: 'daily', day: '2025-10-29' },
      taste: { categories: [], keywords: [] },
      papers: papers.map((facts, at) => ({
        paper: aListedPaper({ id: `2510.${10_000 + at}`, ...facts }),
        rank: at + 1,
      })),
    }),
  )
}

const made = {
  slack: (told: Bulletin) => slackMessages(told).flatMap((message) => offencesOfSlack({ ...message })),
  discord: (told: Bulletin) => discordMessages(told).flatMap((message) => offencesOfDiscord({ ...message })),
  matrix: (told: Bulletin) => matrixMessages(told).flatMap((message) => offencesOfMatrix({ ...message })),
  mastodon: (told: Bulletin) =>
    mastodonMessages(told, {}).flatMap((message) => offencesOfMastodon({ ...message })),
}

/** Texts as strangers write them, and signs that mean something to some service. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        '<!channel> ',
        '<@U1> ',
        '@everyone ',
        '@room',
        '&',
        '*b* ',
        '_',
        '~',
        '`',
        '[x](http://evil.example)',
        '\n',
        '# ',
        '> ',
        '<b>',
        '"',
        '|',
        'word ',
        '#tag ',
        '&amp;',
        '](',
      ),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
)

describe('messages', () => {
  for (const [service, offences] of Object.entries(made)) {
    test(`for ${service} are what it takes, whatever the papers say`, () => {
      const papers = fc.array(fc.record({ title: text, abstract: text, name: text }), { maxLength: 20 })
      fc.assert(
        fc.property(papers, text, (facts, siteName) => {
          const told = bulletin(
            facts.map(({ title, abstract, name }) => ({
              title: `T ${title}`,
              abstract,
              authors: [{ name: `A ${name}` }],
            })),
            `S ${siteName}`,
          )
          assert.deepEqual(offences(told), [])
        }),
        { numRuns: 60 },
      )
      assert.deepEqual(offences(testBulletin('Daily Papers', site)), [])
    })
  }

  test('hold each paper once, in the order, with its address', () => {
    const titles = Array.from(
      { length: 20 },
      (_, at) => `Paper number ${at + 1} ${'with a long title '.repeat(9)}`,
    )
    const told = bulletin(titles.map((title) => ({ title, abstract: 'We say it. '.repeat(60) })))
    const addresses = told.items.map(({ url }) => url)
    const found = {
      slack: slackMessages(told).flatMap(({ blocks }) => addressesIn(JSON.stringify(blocks))),
      discord: discordMessages(told).flatMap(({ embeds }) => embeds.map(({ url }) => url)),
      matrix: matrixMessages(told).flatMap(({ body }) => addressesIn(body)),
      mastodon: mastodonMessages(told, {}).flatMap(({ status }) => addressesIn(status)),
    }
    for (const [service, list] of Object.entries(found)) assert.deepEqual(list, addresses, service)
    assert.equal(discordMessages(told).length, 2, 'ten embeds in each')
    assert.ok(mastodonMessages(told, {}).length >= 7)
    assert.ok(mastodonMessages(told, { characters: 5_000 }).length <= 2)
  })

  test('count addresses in titles as Mastodon does', () => {
    const told = bulletin(Array.from({ length: 8 }, () => ({ title: 'http://a.b '.repeat(4) })))
    for (const message of mastodonMessages(told, {})) assert.deepEqual(offencesOfMastodon({ ...message }), [])
  })

  test('name the list and where the rest of it is, once', () => {
    const told = bulletin([{ title: 'On *ends* & <means>' }, { title: '$\\alpha_i$ of x_i_j' }])
    const day = `${site}/papers/date/2025-10-29`
    const [slack] = slackMessages(told)
    assert.match(slack?.text ?? '', /^\*Daily Papers: Wednesday/)
    assert.match(slack?.text ?? '', /On ∗ends∗ &amp; &lt;means&gt;/)
    assert.match(JSON.stringify(slack?.blocks), /x_i_j/, 'signs within words stay')
    const [discord] = discordMessages(told)
    assert.match(discord?.content ?? '', new RegExp(`\\(<${day}>\\)$`))
    assert.match(discord?.embeds[0]?.title ?? '', /^1\\\. On \\\*ends\\\* & \\<means\\>$/)
    const [matrix] = matrixMessages(told)
    assert.match(
      matrix?.formatted_body ?? '',
      /<ol start="1"><li><a href=".*?">On \*ends\* &amp; &lt;means&gt;<\/a>/,
    )
    for (const whole of [slack?.text, matrix?.body, mastodonMessages(told, {})[0]?.status])
      assert.equal(whole?.split(day).length, 2)
  })

  test('a thread is for all at its beginning only, and a test for nobody', () => {
    const told = bulletin(Array.from({ length: 9 }, () => ({ title: 'A title of some length '.repeat(6) })))
    const seen = (visibility?: 'public' | 'private') =>
      mastodonMessages(told, visibility ? { visibility } : {}).map((message) => message.visibility)
    assert.deepEqual([...new Set(seen())], ['public', 'unlisted'])
    assert.equal(seen().filter((one) => one === 'public').length, 1)
    assert.deepEqual([...new Set(seen('private'))], ['private'])
    assert.equal(mastodonMessages(testBulletin('Daily Papers', site), {})[0]?.visibility, 'direct')
  })
})

test('parts are as full as they may be, and nothing is lost', () => {
  const items = fc.array(fc.nat({ max: 50 }), { maxLength: 80 })
  fc.assert(
    fc.property(
      items,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 10, max: 120 }),
      (sizes, most, size) => {
        const parts = inParts(sizes, (one) => one, { most, size })
        assert.deepEqual(parts.flat(), sizes)
        for (const [at, part] of parts.entries()) {
          const sum = part.reduce((a, b) => a + b, 0)
          assert.ok(part.length <= most && (part.length === 1 || sum <= size))
          const next = parts[at + 1]?.[0]
          if (next !== undefined) assert.ok(part.length === most || sum + next > size)
        }
      },
    ),
  )
})

test('a cut text is one line and well-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 30 }), (whole, longest) => {
      const short = cut(whole, longest)
      assert.ok(short.length <= longest && !/[\r\n]/.test(short))
    }),
  )
})

const addressesIn = (message: string): string[] => [
  ...new Set((message.match(/https:\/\/papers\.example\/papers\/2510\.\d+(?!\d|\/)/g) ?? []).map(String)),
]
