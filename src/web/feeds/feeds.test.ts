// The formats over whatever texts: well-formed, valid, and the same texts when they are read again.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseFeed, parseOpml } from 'feedsmith'
import { offences } from '../../../test/support/feed-rules.ts'
import { paperRecord } from '../../../test/support/records.ts'
import { childrenOf, readXml, textOf } from '../../../test/support/xml.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { toAtom } from './atom.ts'
import { type Feed, type FeedEntry, feedFormats } from './feed.ts'
import { toJsonFeed } from './json-feed.ts'
import { createModifiedTimes } from './modified-times.ts'
import { toOpml } from './opml.ts'
import { paperEntry } from './paper-entry.ts'
import { toRss } from './rss.ts'
import { commentTag, paperTag } from './tag-uri.ts'
import { withoutForbidden } from './xml.ts'

const writers = { atom: toAtom, rss: toRss, json: toJsonFeed }

/** Texts with everything that XML forbids or reads otherwise. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...['\0', '\u0003', '\u000b', '\u001f', '\u007f', '\u0085', '\ufffe', '\uffff', '\ud800', '\udc00'],
        ...[
          '&',
          '<',
          '>',
          ']]>',
          '<![CDATA[',
          '"',
          "'",
          '\r',
          '\r\n',
          '\n',
          '\t',
          '&amp;',
          '&#0;',
          '<!--',
          'a',
        ],
        ...['\u2028', '\u{10ffff}', '\u{1f600}', '$', '\\', '\\emph{', '}', 'http://x.example/'],
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join('')),
)

const entry = fc.record({
  title: hostile,
  html: hostile,
  name: hostile,
  term: hostile,
  published: fc.option(fc.integer({ min: 0, max: Date.UTC(9999, 11) })),
})

const feedOf = (title: string, entries: FeedEntry[]): Feed => ({
  ...{ id: 'tag:x.example,2026:feed/papers', title, description: title },
  site: { name: 'x', url: 'https://x.example/', icon: 'https://x.example/favicon.svg' },
  home: 'https://x.example/papers',
  self: 'https://x.example/papers.atom',
  documents: {},
  updated: 0,
  entries,
})

const entryOf = (
  { title, html, name, term, published }: Record<string, string> & { published?: number | null },
  i = 0,
) =>
  ({
    ...{ id: `tag:x.example,2026:paper/${i}`, title, html, published: published ?? null },
    ...{ url: `https://x.example/papers/${i}`, updated: published ?? null, related: [] },
    authors: [{ name: `n${name}` }],
    categories: [{ term: `t${term}`, label: `l${term}` }],
  }) as FeedEntry

describe('any text', () => {
  test('makes a valid feed of each format', () => {
    fc.assert(
      fc.property(hostile, fc.array(entry, { maxLength: 3 }), (title, entries) => {
        const feed = feedOf(
          `t${title}`,
          entries.map((facts, i) => entryOf(facts as never, i)),
        )
        for (const format of feedFormats)
          assert.deepEqual(offences(format, writers[format](feed)), [], format)
      }),
    )
  })

  test('comes back from XML as it was, but for what XML can’t hold', () => {
    fc.assert(
      fc.property(entry, (facts) => {
        const { title, html, name, term } = facts
        const feed = feedOf('x', [entryOf(facts as never)])
        const [atom] = childrenOf(readXml(toAtom(feed)), 'entry')
        assert.ok(atom)
        assert.equal(textOf(atom, 'title'), withoutForbidden(title))
        assert.equal(textOf(atom, 'content'), withoutForbidden(html))
        assert.equal(childrenOf(atom, 'author')[0]?.children[0]?.text, withoutForbidden(`n${name}`))
        assert.equal(childrenOf(atom, 'category')[0]?.attributes.label, withoutForbidden(`l${term}`))
        const [channel] = childrenOf(readXml(toRss(feed)), 'channel')
        const [item] = channel ? childrenOf(channel, 'item') : []
        assert.ok(item)
        assert.equal(textOf(item, 'title'), withoutForbidden(title))
        assert.equal(textOf(item, 'description'), withoutForbidden(html))
        assert.equal(JSON.parse(toJsonFeed(feed)).items[0].content_html, withoutForbidden(html))
      }),
    )
  })

  test('is read by a library of others', () => {
    const html = '<p>On <em>x</em> &amp; $a &lt; b$ ]]></p>'
    const feed = feedOf('A & B', [
      entryOf({ title: 'x < y', html, name: '', term: '', published: 86_400_000 } as never),
    ])
    const read = feedFormats.map((format) => parseFeed(writers[format](feed)))
    assert.deepEqual(
      read.map(({ format }) => format),
      ['atom', 'rss', 'json'],
    )
    const texts = JSON.stringify(read)
    assert.equal(texts.split(JSON.stringify(html).slice(1, -1)).length, 4)
    assert.equal(texts.split('"x < y"').length, 4)
  })

  test('stands in lists of feeds', () => {
    fc.assert(
      fc.property(hostile, (title) => {
        const text = `x${title.trim()}x`
        const one = { title: text, feed: 'https://x.example/a.atom?b=1&c=2', page: 'https://x.example/a' }
        const opml = toOpml(text, [{ title: text, feeds: [one] }])
        const outline = readXml(opml).children[1]?.children[0]?.children[0]
        assert.equal(outline?.attributes.text, withoutForbidden(text))
        assert.equal(outline?.attributes.xmlUrl, one.feed)
      }),
    )
    const read = parseOpml(
      toOpml('x', [
        { title: 'g', feeds: [{ title: 'f', feed: 'https://x.example/f', page: 'https://x.example/' }] },
      ]),
    )
    assert.equal(read.body?.outlines?.[0]?.outlines?.[0]?.xmlUrl, 'https://x.example/f')
  })
})

const paper = (facts: Parameters<typeof paperRecord>[0]): ListedPaper => ({
  ...{
    source: 'arxiv',
    publishedAt: null,
    memberVotes: 0,
    memberComments: 0,
    changeSeq: 1,
    votes: 0,
    comments: 0,
  },
  ...paperRecord(facts),
})

describe('a paper as an entry', () => {
  const html = (facts: Partial<ListedPaper>) =>
    paperEntry(paper({ id: '2603.00001', ...facts }), 'https://x.example').html

  test('has its whole abstract in paragraphs, formulas as LaTeX', () => {
    const text = html({ abstract: 'If $a<b$, \\emph{then}\n\n$$\\sum_i x_i$$ with $n$ and $10$.' })
    assert.match(text, /<p>If \$a&lt;b\$, <em>then<\/em><\/p><p>\$\$\\sum_i x_i\$\$ with n and 10\.<\/p>/)
  })

  test('says who wrote it, and that more did', () => {
    const authors = Array.from({ length: 30 }, (_, i) => ({ name: `Ada ${i}` }))
    assert.match(html({ authors, authorCount: 3000 }), /<p>Ada 0, .*Ada 19 and 2980 more<\/p>/)
    assert.match(html({ authors: [], authorCount: 9 }), /<p>9 authors<\/p>/)
    const entry = paperEntry(paper({ id: 'file:x', authors: [], authorCount: 0 }), 'https://x.example')
    assert.deepEqual(entry.authors, [{ name: 'Unknown' }])
  })

  test('says that it was withdrawn', () => assert.match(html({ withdrawn: true }), /withdrawn/))

  test('leads nowhere but to the web', () => {
    const links = [
      { kind: 'code' as const, url: 'javascript:xss()' },
      { kind: 'project' as const, url: 'https://p.example/"><script>' },
    ]
    const text = html({ links, url: 'javascript:xss()' })
    assert.doesNotMatch(text, /javascript|<script/)
    assert.match(text, /https:\/\/p\.example/)
  })

  test('has no time where none is known, or one that no feed can hold', () => {
    for (const published of [undefined, 'soon', '+012345-01-01T00:00:00.000Z', '0033-01-01']) {
      const facts = published === undefined ? {} : { published }
      const entry = paperEntry(paper({ id: '2603.00001', ...facts }), 'https://x.example')
      assert.deepEqual([entry.published, entry.updated], [null, null], String(published))
    }
  })
})

describe('names', () => {
  test('are the same whatever the scheme and the port', () => {
    const names = ['http://papers.example:8080', 'https://papers.example'].map((url) =>
      paperTag(url, 'cs/0112017'),
    )
    assert.deepEqual(names, Array(2).fill('tag:papers.example,2026:paper/cs/0112017'))
  })

  test('are valid for any id and host', () => {
    const valid = /^tag:[a-z\d][a-z\d.-]*,2026:(paper|comment)\/([\w.~!$&'()*+,;=:@/?-]|%[\dA-F]{2})*$/
    for (const id of ['doi:10.1000/a<b>(c);d e#f?', 'openreview:x_Y-z', 'file:ä'])
      assert.match(paperTag('https://papers.example', id), valid, id)
    assert.match(commentTag('http://[::1]:8080', 'a'.repeat(24)), valid)
  })
})

describe('the time of a change', () => {
  test('is when the bytes were first given, and grows with each change', () => {
    const since = createModifiedTimes()
    assert.equal(since('/a', 'x', 10_500), 10_000)
    assert.equal(since('/a', 'x', 99_000), 10_000)
    assert.equal(since('/b', 'x', 99_000), 99_000)
    assert.equal(since('/a', 'y', 99_900), 99_000)
    assert.equal(since('/a', 'x', 99_950), 100_000, 'what comes back is a change, too')
  })
})
