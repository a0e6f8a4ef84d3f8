// The page that this software re-creates, as its readers know it: 48 papers with titles, whole abstracts, numbers of
// authors, dates and numbers of comments. Its text isn't ours to copy: it lies beside the project where it is there.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixedClock } from '../../src/clock.ts'
import { packageRoot } from '../../src/package-root.ts'
import { importFiles } from '../../src/papers/import/import-files.ts'
import { plainLatex } from '../../src/papers/text/latex-text.ts'
import { routes } from '../../src/web/routes.ts'
import { testApp } from '../support/app.ts'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { assertValidHtml } from '../support/html.ts'

const file = join(packageRoot, '../shared/reference/daily-papers-page.jsonl')
const skip = existsSync(file) ? noBrowser : 'the reference page is not beside the project'

interface ReferencePaper {
  id: string
  title: string
  abstract: string
  author_count: number
  authors?: string[]
  date: string
  date_as_shown: string
  comment_count: number
}

test('the newest papers are those of the reference page, word by word', { skip }, async () => {
  const clock = fixedClock('2025-12-05T09:00:00Z')
  const app = await testApp({ clock })
  await importFiles(app.db, [file], { format: 'auto', clock, stdin: process.stdin })
  const html = await app.page(routes.front())
  await assertValidHtml(html)

  const reference = readFileSync(file, 'utf8').trim().split('\n').map(readPaper)
  const newestFirst = reference.toSorted((a, b) => (a.date < b.date ? 1 : -1))
  const shown = await papersOn(html)
  assert.equal(shown.length, 48)
  assert.deepEqual(
    shown.map(({ date }) => date),
    newestFirst.map(({ date }) => date),
  )
  const byAddress = new Map(shown.map((paper) => [paper.address, paper]))
  for (const paper of reference) assert.deepEqual(byAddress.get(paper.address), paper)
})

interface Shown {
  address: string
  title: string
  abstract: string
  authors: string
  date: string
  dateAsShown: string
  comments: string
}

function readPaper(line: string): Shown {
  const paper = JSON.parse(line) as ReferencePaper
  const comments = paper.comment_count
  return {
    address: routes.paper(paper.id),
    title: paper.title,
    // Set as LaTeX means it: `0.1%`, where the reference page shows `0.1\%`.
    abstract: plainLatex(paper.abstract),
    // One of the 48 names more authors than it counts: the larger number holds.
    authors: `${Math.max(paper.author_count, paper.authors?.length ?? 0)} authors`,
    date: paper.date,
    dateAsShown: paper.date_as_shown,
    comments: comments === 0 ? '' : comments === 1 ? '1 comment' : `${comments} comments`,
  }
}

/** What a reader sees of each paper. */
async function papersOn(html: string): Promise<Shown[]> {
  const page = await (await openBrowser()).newPage({ javaScriptEnabled: false })
  await page.setContent(html)
  const selectors = ['h3', '.abstract > p', '.authors > button', 'time']
  const seen = await page.locator('article').evaluateAll(
    (articles, wanted) =>
      articles.map((article) => ({
        texts: wanted.map((selector) => article.querySelector(selector)?.textContent ?? ''),
        facts: [...article.querySelectorAll('.facts > li')].map((fact) => fact.textContent ?? ''),
        address: article.querySelector('h3 > a')?.getAttribute('href') ?? '',
        date: article.querySelector('time')?.getAttribute('datetime') ?? '',
      })),
    selectors,
  )
  return seen.map(({ texts, facts, address, date }) => {
    const [title = '', abstract = '', authors = '', dateAsShown = ''] = texts
    const comments = facts.find((fact) => / comments?$/.test(fact)) ?? ''
    return { address, title, abstract, authors, date, dateAsShown, comments }
  })
}
