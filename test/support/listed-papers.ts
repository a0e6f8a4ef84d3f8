// Papers and a site as pages are given them. Believable by default; a test states only what matters to it.

import type { ListedPaper } from '../../src/papers/paper.ts'
import type { Site } from '../../src/web/views/site.ts'

let papersMade = 0

/** A paper of three authors, from October 2025. */
export function aListedPaper(facts: Partial<ListedPaper> = {}): ListedPaper {
  papersMade += 1
  const authors = facts.authors ?? ['Ada Example', 'Ben Sample', 'Chi Specimen'].map((name) => ({ name }))
  return {
    id: `2510.${String(papersMade).padStart(5, '0')}`,
    source: 'arxiv',
    ...{ memberVotes: 0, memberComments: 0 },
    title: 'A Small Study of Reading Abstracts Before Breakfast',
    abstract:
      'We ask how many abstracts a person reads before breakfast. Forty readers kept a diary for a month.',
    authors,
    authorCount: authors.length,
    published: '2025-10-27T17:59:01.000Z',
    publishedAt: Date.parse('2025-10-27T17:59:01.000Z'),
    versions: [],
    withdrawn: false,
    categories: ['cs.DL'],
    venues: [],
    awards: [],
    links: [],
    media: [],
    keywords: [],
    recordedVotes: 0,
    recordedComments: 0,
    changeSeq: papersMade,
    votes: 0,
    comments: 0,
    ...facts,
  }
}

/** Every field that a source may fill, filled. */
export function aFullPaper(facts: Partial<ListedPaper> = {}): ListedPaper {
  return aListedPaper({
    versions: [
      { number: 1, at: '2025-10-27T17:59:01.000Z', size: '1,234kb' },
      { number: 2, at: '2025-11-02T08:00:00.000Z' },
    ],
    updated: '2025-11-02T08:00:00.000Z',
    categories: ['cs.CL', 'cs.DL', 'math.XX'],
    doi: '10.1000/example.1',
    journalRef: 'Journal of Examples 12 (2025)',
    comment: '12 pages, $n=40$',
    licence: 'http://creativecommons.org/licenses/by/4.0/',
    venues: ['Example Conference 2025'],
    awards: ['Best example'],
    links: [
      { kind: 'code', url: 'https://github.com/example/breakfast', stars: 1412 },
      { kind: 'project', url: 'https://example.org/breakfast' },
      { kind: 'model', url: 'https://example.org/models/toast' },
    ],
    media: ['https://example.org/breakfast.mp4'],
    organization: { id: 'aaaaaaaaaaaaaaaaaaaaaaaa', name: 'example-lab', fullname: 'Example Lab' },
    keywords: ['reading', 'breakfast'],
    aiSummary: 'People read nine abstracts before breakfast.',
    aiSummaryModel: 'an-example-model',
    votes: 1412,
    comments: 15,
    submittedBy: 'ada',
    ...facts,
  })
}

/** The site on the Wednesday on which all tests play. */
export function aSite(facts: Partial<Site> = {}): Site {
  return {
    name: 'Daily Papers',
    curator: 'Ada',
    publicUrl: 'https://papers.example.org',
    now: Date.parse('2026-03-04T12:00:00Z'),
    today: '2026-03-04',
    sample: false,
    assets: { css: '/assets/site.css', script: '/assets/keyboard.js', fonts: ['/assets/serif.woff2'] },
    ...facts,
  }
}
