import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { aFullPaper, aListedPaper, aSite } from '../../../test/support/listed-papers.ts'
import { renderPage } from '../views/render.ts'
import { EditionPage } from './edition.tsx'
import type { EditionPageProps } from './page-props.ts'

function edition(facts: Partial<EditionPageProps> = {}): string {
  const papers = facts.papers ?? [aListedPaper()]
  return renderPage(
    <EditionPage
      site={aSite()}
      period="day"
      periodKey="2025-10-29"
      papers={papers}
      paging={{ from: 1, to: papers.length, total: papers.length }}
      stillOpen={false}
      byRule={false}
      noEditions={false}
      front={false}
      month={[{ day: '2025-10-29', papers: papers.length }]}
      topics={[]}
      {...facts}
    />,
  )
}

/** What a reader sees, roughly: the text without its markup. */
function words(html: string): string {
  return html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

describe('the list of a day', () => {
  test('is read by programs as article, h3 > a and time[datetime]', () => {
    const html = edition({ papers: [aListedPaper({ id: '2510.00042', title: 'Toast & Tea' })] })
    assert.match(html, /<article [^>]*><h3 [^>]*><a href="\/papers\/2510\.00042">Toast &amp; Tea<\/a><\/h3>/)
    assert.match(html, /<time datetime="2025-10-27T17:59:01.000Z" title="27 October 2025, 17:59 UTC">/)
  })

  test('names the site, who makes it, and the day', () => {
    assert.match(
      words(edition()),
      /Daily Papers by Ada and the research community .*Wednesday 29 October 2025/,
    )
    const { curator: _, ...site } = aSite()
    assert.match(words(edition({ site })), /Daily Papers by the research community/)
  })

  test('shows the facts of a paper in one line', () => {
    const paper = aFullPaper({ published: '2026-03-02', comments: 1 })
    const shown = words(edition({ papers: [paper] }))
    assert.match(shown, /▲ 1\.4k upvotes 3 authors Ada Example, Ben Sample, Chi Specimen/)
    assert.match(shown, /Mar 2 Submitted by ada 1 comment code ★ 1\.4k stars/)
  })

  test('shows no votes where nobody has voted', () => {
    assert.doesNotMatch(words(edition({ papers: [aListedPaper(), aListedPaper()] })), /▲/)
  })

  test('holds each abstract whole and once, folded where it is long', () => {
    const long = 'Every word of it counts. '.repeat(40).trim()
    const html = edition({ papers: [aListedPaper({ abstract: long }), aListedPaper({ abstract: 'Short.' })] })
    assert.equal(html.split('</head>')[1]?.split(long).length, 2)
    assert.equal(html.match(/class="fold /g)?.length, 1)
  })

  test('numbers its papers from where its part begins', () => {
    const html = edition({ paging: { from: 51, to: 51, total: 51, previous: '/papers/date/2025-10-29' } })
    assert.match(html, /<ol class="papers ranked" start="51">/)
    assert.match(html, /<a class="button" href="\/papers\/date\/2025-10-29" rel="prev">/)
    assert.doesNotMatch(html, /rel="canonical"/)
  })

  test('links to the days beside it and to its week and month', () => {
    const html = edition({ previousKey: '2025-10-28', nextKey: '2025-10-30' })
    for (const address of [
      '/papers/date/2025-10-28',
      '/papers/date/2025-10-30',
      '/papers/week/2025-W44',
      '/papers/month/2025-10',
      '/papers/trending',
    ]) {
      assert.ok(html.includes(`href="${address}"`), address)
    }
  })
})

describe('a list says why it shows what it shows', () => {
  test('on a weekend', () => {
    const empty = { day: '2025-11-01', reason: { kind: 'weekend' } } as const
    const shown = words(edition({ empty }))
    assert.match(shown, /no edition on Saturdays and Sundays: arXiv doesn’t announce papers then\./)
    assert.match(shown, /Shown instead: the newest edition, of Wednesday 29 October 2025\./)
  })

  test('before the first edition', () => {
    const empty = { day: '2020-01-01', reason: { kind: 'before', firstDay: '2025-10-29' } } as const
    assert.match(
      words(edition({ empty })),
      /Shown instead: the first edition, of Wednesday 29 October 2025\./,
    )
  })

  test('in a week without papers', () => {
    const empty = { day: '2025-11-03', reason: { kind: 'gap' } } as const
    const shown = words(edition({ empty, period: 'week', periodKey: '2025-W44' }))
    assert.match(
      shown,
      /No papers were listed in that week\. Shown instead: the newest week with papers, 27 October – 2 November 2025\./,
    )
  })

  test('while the day is open', () => {
    assert.match(words(edition({ stillOpen: true })), /Still coming: more papers may join/)
    assert.match(words(edition({ byRule: true })), /Chosen by rule.*: nobody has picked papers for this day/)
    assert.doesNotMatch(words(edition({})), /Chosen by rule/)
  })

  test('without any edition', () => {
    assert.match(words(edition({ noEditions: true })), /No day has an edition yet/)
  })

  test('without any paper', () => {
    const shown = words(edition({ papers: [], paging: { from: 0, to: 0 }, month: [], noEditions: true }))
    assert.match(shown, /No papers here yet\. broadsheet import FILE brings some\./)
  })

  test('in the sample edition', () => {
    assert.match(words(edition({ site: aSite({ sample: true }) })), /This is a sample edition\./)
  })
})
