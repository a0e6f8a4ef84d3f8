import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { drawable, loadCardFonts, widthOf } from './card-fonts.ts'
import { cardHeight, cardWidth } from './card-frame.ts'
import { type CardPaper, cardSvg } from './card-svg.ts'
import { shareCard } from './share-card.ts'

const fonts = loadCardFonts()
const site = { name: 'Daily Papers' }

function aPaper(given: Partial<CardPaper> = {}): CardPaper {
  return {
    id: '2603.00001',
    title: 'Small Models That Read Large Tables',
    authors: [{ name: 'Ada Example' }, { name: 'Bo Example' }],
    authorCount: 2,
    categories: ['cs.LG'],
    published: '2026-03-04',
    ...given,
  }
}

/** The words of the picture, one line each. */
const linesOf = (paper: Partial<CardPaper>) =>
  [...cardSvg(aPaper(paper), site, fonts).matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1])

test('the card is a PNG of 1200 × 630 pixels', async () => {
  const png = Buffer.from(await shareCard(aPaper(), site))
  assert.equal(png.subarray(1, 4).toString(), 'PNG')
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [cardWidth, cardHeight])
})

describe('a card says', () => {
  test('site, title, authors, id, category and date', () => {
    assert.deepEqual(linesOf({}), [
      'Daily Papers',
      'Small Models That',
      'Read Large Tables',
      'Ada Example and Bo Example',
      'arXiv:2603.00001 · cs.LG · 4 March 2026',
    ])
  })

  test('as many names as fit, and how many more there are', () => {
    const authors = Array.from({ length: 12 }, (_, i) => ({ name: `Author Number${i} Example` }))
    const line = linesOf({ authors, authorCount: 40 }).at(-2) ?? ''
    assert.match(line, /^Author Number0 Example, .* and \d+ more$/)
    assert.ok(widthOf(line, fonts.of(400), 32) <= 1056)
  })

  const counts: [CardPaper['authors'], number, string | undefined][] = [
    [[], 17, '17 authors'],
    [[], 1, '1 author'],
    [[{ name: 'Ada Example' }], 1, 'Ada Example'],
    [[{ name: 'Ada Example' }], 9, 'Ada Example and 8 more'],
    [[{ name: '张三' }, { name: 'Ada Example' }], 2, 'Ada Example and 1 more'],
  ]
  for (const [authors, authorCount, line] of counts) {
    test(`"${line}" for ${authors.length} names of ${authorCount}`, () =>
      assert.equal(linesOf({ authors, authorCount }).at(-2), line))
  }

  const dates: [string | undefined, string][] = [
    ['2026', 'arXiv:2603.00001 · cs.LG · 2026'],
    ['2026-03', 'arXiv:2603.00001 · cs.LG · March 2026'],
    ['2026-03-04T23:59:59.000Z', 'arXiv:2603.00001 · cs.LG · 4 March 2026'],
    ['soon', 'arXiv:2603.00001 · cs.LG'],
  ]
  for (const [published, line] of dates) {
    test(`the date ${published} only as precisely as it is known`, () => {
      const { published: _, ...undated } = aPaper()
      const paper = published === undefined ? undated : { ...undated, published }
      assert.equal(linesOf(paper).at(-1), line)
    })
  }
})

describe('titles that fonts can’t draw', () => {
  test('styled letters become plain, unknown signs disappear', () => {
    assert.equal(drawable('𝒪(n) ｆine\u0007 🙂 end', fonts.of(600)).text, 'O(n) fine end')
  })

  test('Greek and arrows are there', () => {
    assert.deepEqual(drawable('β → α ≤ ℓ', fonts.of(600)), { text: 'β → α ≤ ℓ', complete: 1 })
  })

  test('a title in a script without a font shows the id instead of boxes', () => {
    assert.equal(linesOf({ title: '面向表格的小型语言模型' })[1], 'arXiv:2603.00001')
  })
})

test('no text of a paper breaks the picture', async () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 400 })
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (title, name, category) => {
      const paper = aPaper({ title: `</text>&${title}`, authors: [{ name }], categories: [category] })
      const png = await shareCard(paper, { name: title })
      assert.ok(png.length > 1000)
    }),
    { numRuns: 20 },
  )
})
