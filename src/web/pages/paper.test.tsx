import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { aFullPaper, aListedPaper, aSite } from '../../../test/support/listed-papers.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { renderPage } from '../views/render.ts'
import type { PaperPageProps } from './page-props.ts'
import { PaperPage } from './paper.tsx'

function page(paper: ListedPaper, editions: PaperPageProps['editions'] = []): string {
  return renderPage(<PaperPage site={aSite()} paper={paper} editions={editions} similar={[]} />)
}

function metaOf(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`, 'g'))].map(
    (match) => match[1] ?? '',
  )
}

describe('the head of a paper’s page', () => {
  test('tells Google Scholar what it asks for', () => {
    const html = page(aFullPaper({ id: '2510.00042', title: 'On $x$ and \\emph{toast}' }))
    assert.deepEqual(metaOf(html, 'citation_title'), ['On x and toast'])
    assert.deepEqual(metaOf(html, 'citation_author'), ['Ada Example', 'Ben Sample', 'Chi Specimen'])
    assert.deepEqual(metaOf(html, 'citation_publication_date'), ['2025/10/27'])
    assert.deepEqual(metaOf(html, 'citation_arxiv_id'), ['2510.00042'])
    assert.deepEqual(metaOf(html, 'citation_doi'), ['10.1000/example.1'])
    assert.deepEqual(metaOf(html, 'citation_pdf_url'), ['https://arxiv.org/pdf/2510.00042'])
  })

  test('keeps the precision of a date', () => {
    assert.deepEqual(metaOf(page(aListedPaper({ published: '2023' })), 'citation_publication_date'), ['2023'])
    assert.deepEqual(metaOf(page(aListedPaper({ published: '2023-06' })), 'citation_publication_date'), [
      '2023/06',
    ])
  })

  test('shows other sites our own picture', () => {
    const html = page(aListedPaper({ id: '2510.00042' }))
    assert.deepEqual(metaOf(html, 'og:image'), ['https://papers.example.org/papers/2510.00042/card.png'])
    assert.deepEqual(metaOf(html, 'twitter:card'), ['summary_large_image'])
    assert.match(html, /<link rel="canonical" href="https:\/\/papers\.example\.org\/papers\/2510\.00042"\/>/)
  })

  test('holds a ScholarlyArticle that no title can end early', () => {
    const title = 'About </script><script>alert(1)</script> and <!doctype>'
    const html = page(aFullPaper({ title, withdrawn: true }))
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
    const article = JSON.parse(json)
    assert.equal(article['@type'], 'ScholarlyArticle')
    assert.equal(article.headline, title)
    assert.equal(article.creativeWorkStatus, 'Withdrawn')
    assert.deepEqual(article.author[0], { '@type': 'Person', name: 'Ada Example' })
  })
})

describe('a paper’s page', () => {
  test('names all authors, folding those after the fiftieth', () => {
    const authors = Array.from({ length: 60 }, (_, index) => ({ name: `Author Number${index}` }))
    const html = page(aListedPaper({ authors, authorCount: 62 }))
    assert.ok(html.includes('Author Number59'))
    assert.match(html, /<summary>and 10 more authors<\/summary>/)
    assert.match(html, /and 2 others whom the source doesn’t name/)
  })

  test('links the authors who claimed it', () => {
    const claimed = { name: 'Ada Example', status: 'claimed_verified', person: { name: 'ada' } }
    const pending = { name: 'Ben Sample', status: 'extracted_pending', person: { name: 'ben' } }
    const html = page(aListedPaper({ authors: [claimed, pending] }))
    assert.match(html, /<a href="\/@ada">Ada Example<\/a>/)
    assert.doesNotMatch(html, /\/@ben/)
  })

  test('leads to its places in the editions', () => {
    const html = page(aListedPaper(), [{ day: '2025-10-29', rank: 1, votes: 3 }])
    assert.match(html, /<a href="\/papers\/date\/2025-10-29" [^>]*>#1 paper of the day<\/a>/)
  })

  test('claims no place where nobody voted', () => {
    const html = page(aListedPaper(), [{ day: '2025-10-29', rank: 33, votes: 0 }])
    assert.match(html, />Listed on Oct 29, 2025<\/a>/)
    assert.doesNotMatch(html, /#33/)
  })

  test('says first that it was withdrawn, and when', () => {
    const versions = [{ number: 2, at: '2025-11-02T08:00:00.000Z', withdrawn: true }]
    const html = page(aListedPaper({ withdrawn: true, versions, comment: 'A mistake in Lemma 2.' }))
    const notice = html.indexOf('This paper was withdrawn on 2 November 2025.')
    assert.ok(notice > 0 && notice < html.indexOf('<h1'))
    assert.ok(html.includes('A mistake in Lemma 2.'))
  })

  test('offers what a reader does next, and every form of citation', () => {
    const html = page(aFullPaper({ id: '2510.00042' }))
    for (const address of [
      'https://arxiv.org/abs/2510.00042',
      'https://arxiv.org/pdf/2510.00042',
      'https://github.com/example/breakfast',
      '/papers/2510.00042.bib',
      '/papers/2510.00042.ris',
      '/papers/2510.00042.csl.json',
      '/papers/2510.00042.md',
    ]) {
      assert.ok(html.includes(`href="${address}"`), address)
    }
    assert.match(html, /<pre><code>@\w+\{/)
  })

  test('says that a machine wrote the summary, and which', () => {
    const html = page(aFullPaper())
    assert.match(html, /Summary by a machine.*Written by an-example-model, not by the authors/s)
  })

  test('never links to what is no web address', () => {
    const links = [{ kind: 'code', url: 'javascript:alert(1)' } as const]
    const html = page(aListedPaper({ links, media: ['data:text/html,x'], licence: 'vbscript:x' }))
    assert.doesNotMatch(html, /href="(?:javascript|data|vbscript)/)
  })

  test('says which version is shown where another was asked for', () => {
    const versions = [{ number: 1 }, { number: 3 }]
    const paper = aListedPaper({ id: '2510.00042', versions })
    const html = renderPage(
      <PaperPage site={aSite()} paper={paper} editions={[]} similar={[]} shownVersion={2} />,
    )
    assert.match(html, /You asked for version 2\. This page shows the newest that is stored \(version 3\)/)
    assert.ok(html.includes('href="https://arxiv.org/abs/2510.00042v2"'))
    assert.doesNotMatch(page(paper), /You asked for/)
  })
})
