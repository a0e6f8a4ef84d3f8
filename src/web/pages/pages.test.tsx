import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { VNode } from 'preact'
import { assertKeepsContentPolicy, assertValidHtml } from '../../../test/support/html.ts'
import { aFullPaper, aListedPaper, aSite } from '../../../test/support/listed-papers.ts'
import { aRun, aSource } from '../../../test/support/told-sources.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { parseQuery } from '../../search/query/parse-query.ts'
import { nextAnnouncement } from '../../sources/arxiv-announcements.ts'
import { renderPage } from '../views/render.ts'
import type { Site } from '../views/site.ts'
import { AboutPage } from './about.tsx'
import { EditionPage } from './edition.tsx'
import { ErrorPage } from './error.tsx'
import { NewPage } from './new.tsx'
import { PaperPage } from './paper.tsx'
import { PersonPage } from './person.tsx'
import { SearchPage } from './search.tsx'
import { SearchHelpPage } from './search-help.tsx'
import { SourcePage } from './source.tsx'
import { SourcesPage } from './sources.tsx'
import { SubscribePage } from './subscribe.tsx'
import { TrendingPage } from './trending.tsx'

const hostile =
  '"><script>alert(1)</script><img src=x onerror=alert(2)> style="x" \\href{javascript:alert(3)}{x} $<b>$'

const papers: Record<string, ListedPaper> = {
  plain: aListedPaper(),
  full: aFullPaper(),
  'with a long title': aFullPaper({ title: 'A very long title that goes on '.repeat(40) }),
  'of three thousand authors': aFullPaper({
    authors: Array.from({ length: 3000 }, (_, index) => ({ name: `Ada Example ${index}` })),
    authorCount: 3004,
  }),
  'without authors': aListedPaper({ authors: [], authorCount: 0 }),
  'with authors counted only': aListedPaper({ authors: [], authorCount: 7 }),
  'without a date': withoutDate(),
  'of a year': aListedPaper({ published: '2023', votes: 1 }),
  'of a month': aListedPaper({ published: '2023-06' }),
  withdrawn: aFullPaper({ withdrawn: true, versions: [{ number: 2, at: '2025-11-02', withdrawn: true }] }),
  'full of LaTeX': aFullPaper({
    title: 'On $\\mathbb{R}^2$, \\emph{really} and {\\bf truly}: $\\color{red}{x}\\boxed{y}$',
    abstract:
      `$$\\sum_{i=1}^{n}\\frac{\\mathcal{L}(\\theta_i)}{${'x+'.repeat(60)}1}$$ \\url{https://example.org/a} $\\nope{$ `.repeat(
        8,
      ),
  }),
  'with names from elsewhere': aListedPaper({ id: 'doi:10.1000/<a>"&b c', source: 'doi' }),
  hostile: hostilePaper(),
}

function withoutDate(): ListedPaper {
  const { published: _, ...paper } = aListedPaper({ publishedAt: null })
  return paper
}

function hostilePaper(): ListedPaper {
  return aFullPaper({
    title: hostile,
    abstract: hostile.repeat(12),
    authors: [{ name: hostile, status: 'claimed_verified', person: { name: hostile } }],
    categories: [hostile, '__proto__', 'constructor'],
    doi: hostile,
    journalRef: hostile,
    comment: hostile,
    licence: `javascript:alert(1)//${hostile}`,
    venues: [hostile],
    awards: [hostile],
    links: [
      { kind: 'code', url: 'javascript:alert(1)' },
      { kind: 'project', url: `https://example.org/${hostile}` },
      { kind: 'pdf', url: `data:text/html,${hostile}` },
    ],
    media: [hostile, 'javascript:alert(1)'],
    organization: { id: 'aaaaaaaaaaaaaaaaaaaaaaaa', name: hostile },
    keywords: [hostile],
    aiSummary: hostile,
    aiSummaryModel: hostile,
    submittedBy: hostile,
  })
}

async function assertGoodPage(page: VNode): Promise<void> {
  const html = renderPage(page)
  await assertValidHtml(html)
  assertKeepsContentPolicy(html)
  assert.doesNotMatch(html, /<script>|<img|href="(?:javascript|data):/i)
}

function editionOf(site: Site, listed: ListedPaper[]) {
  return (
    <EditionPage
      site={site}
      period="day"
      periodKey="2025-10-29"
      papers={listed}
      paging={{ from: 1, to: listed.length, total: 200, next: '/papers/date/2025-10-29?p=2' }}
      previousKey="2025-10-28"
      nextKey="2025-10-30"
      stillOpen
      byRule={false}
      empty={{ day: '2025-11-01', reason: { kind: 'weekend' } }}
      noEditions={false}
      front={false}
      month={[{ day: '2025-10-29', papers: listed.length }]}
      topics={[
        { category: 'cs.CL', papers: 3 },
        { category: hostile, papers: 1 },
      ]}
    />
  )
}

function searchFor(site: Site, listed: ListedPaper[]) {
  const text = `toast -"cold milk" author:"${hostile}" category:cs.CL category:math after:2024 has:code ${hostile}`
  const facet = { value: hostile, papers: 3 }
  return (
    <SearchPage
      site={site}
      query={parseQuery(text)}
      order="newest"
      mode="semantic"
      papers={listed}
      paging={{ from: 1, to: listed.length, total: 2000, next: '/papers?q=x&p=2' }}
      total={listed.length * 100}
      reachable={1000}
      facets={{
        categories: [facet, { value: 'cs.CL.x', papers: 2 }],
        years: Array.from({ length: 12 }, (_, index) => ({ value: String(2012 + index), papers: index })),
      }}
      suggestion={hostile}
      ignored={[{ text: hostile, why: hostile }]}
      unknown={{ id: '2510.00001', address: 'https://arxiv.org/abs/2510.00001' }}
      state={{ kind: 'building', done: 1, total: 3 }}
    />
  )
}

describe('every page is valid HTML, keeps the content policy and escapes what sources say', () => {
  const all = Object.values(papers)
  const paging = { from: 1, to: all.length }
  const site = aSite({ name: hostile, curator: hostile, sample: true, testClock: '2026-03-04T12:00:00.000Z' })

  for (const [kind, paper] of Object.entries(papers)) {
    test(`the page of a paper ${kind}`, () =>
      assertGoodPage(
        <PaperPage
          site={site}
          paper={paper}
          shownVersion={1}
          editions={[
            { day: '2025-10-29', rank: 1, votes: 3, submittedBy: 'ada' },
            { day: '2025-10-31', rank: 11, votes: 0, submittedBy: hostile },
          ]}
          similar={[{ paper, because: [hostile, 'toast'] }]}
        />,
      ))
  }

  test('an edition', () => assertGoodPage(editionOf(site, all)))
  test('an edition on a site without a curator', () => assertGoodPage(editionOf(aSite(), all)))
  test('trending', () => assertGoodPage(<TrendingPage site={site} papers={all} paging={paging} />))
  test('trending without papers', () =>
    assertGoodPage(<TrendingPage site={site} papers={[]} paging={{ from: 0, to: 0 }} />))
  test('new papers', () =>
    assertGoodPage(
      <NewPage
        site={site}
        category={hostile}
        since="2025-01-01"
        until="2025-12-31"
        categories={['cs.CL', hostile, '__proto__']}
        papers={all}
        paging={{ ...paging, previous: '/papers/new?after=x', next: '/papers/new?before=y' }}
      />,
    ))
  for (const [kind, listed] of Object.entries({ 'that finds papers': all, 'that finds none': [] })) {
    test(`a search ${kind}`, () => assertGoodPage(searchFor(site, listed)))
  }
  test('how to search', () => assertGoodPage(<SearchHelpPage site={site} />))
  test('a person', () =>
    assertGoodPage(
      <PersonPage
        site={site}
        name={hostile}
        fullname={hostile}
        kind="recorded"
        papers={all}
        paging={paging}
      />,
    ))
  test('sources', () =>
    assertGoodPage(
      <SourcesPage
        site={site}
        freshness={[
          aSource({ late: { since: 0, what: hostile, sentence: hostile } }),
          aSource({ source: 'acl' }),
        ]}
        categories={{
          day: '2026-03-04',
          comparedWith: 6,
          categories: [
            { category: hostile, papers: 3, usual: 1200, isUnusual: true },
            { category: 'cs.CL', papers: 3, isUnusual: false },
          ],
        }}
        announcement={nextAnnouncement(site.now)}
        stored={[
          { source: 'arxiv', papers: 3, newest: '2025-10-27T17:59:01.000Z' },
          { source: 'file', papers: 1 },
        ]}
        editions={{ days: 2, first: '2025-10-28', last: '2025-10-29' }}
      />,
    ))
  test('sources of a site that harvests nothing', () =>
    assertGoodPage(<SourcesPage site={site} freshness={[]} stored={[]} editions={{ days: 0 }} />))
  test('a source', () =>
    assertGoodPage(
      <SourcePage
        site={site}
        told={aSource({ lastError: hostile, parts: [hostile] })}
        isConfigured={false}
        host={hostile}
        runs={[aRun(), aRun({ id: 'b', finished_at: null, since: null, until: null, last_error: hostile })]}
        paging={{ from: 1, to: 2, total: 60, next: '/sources/arxiv?p=2' }}
        badRecords={[{ where: hostile, reason: hostile }]}
      />,
    ))
  test('about', () => assertGoodPage(<AboutPage site={site} version="1.2.3" />))
  test('subscribe', () => assertGoodPage(<SubscribePage site={site} />))
  for (const status of [400, 403, 404, 409, 421, 429, 500, 503]) {
    test(`error ${status}`, () =>
      assertGoodPage(<ErrorPage site={site} status={status} message={hostile} requestId="a1b2" />))
  }
})
