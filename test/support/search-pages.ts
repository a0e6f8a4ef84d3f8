// Some papers to search, and what a reader sees on the pages about them.

import { paperRecord } from './records.ts'

export const searchedPapers = [
  paperRecord({
    id: '2401.00001',
    title: 'Reading $\\alpha$-abstracts by lamplight',
    abstract: 'Lamplight helps; $lamplight$ does not.',
    authors: [{ name: 'Ada Example' }],
    categories: ['cs.CL', 'cs.LG'],
    published: '2024-01-05',
    links: [{ kind: 'code', url: 'https://example.org/code' }],
    recordedVotes: 1,
  }),
  paperRecord({
    id: '2501.00002',
    title: 'Writing abstracts at noon',
    authors: [{ name: 'Ben Sample' }],
    categories: ['cs.CV'],
    published: '2025-01-05',
    recordedVotes: 9,
  }),
  paperRecord({
    id: 'acl:2024.x-long.1',
    title: 'Parsing at night',
    doi: '10.1000/night',
    published: '2024',
  }),
]

/** The titles of the papers on a page, as a reader sees them. */
export const titlesOn = (html: string): string[] =>
  [...html.matchAll(/<h3[^>]*>\s*<a[^>]*>(.*?)<\/a>/gs)].map(([, title = '']) => plain(title))

/** The addresses that links with these words lead to. */
export const linksOn = (html: string, words: RegExp): string[] =>
  [...html.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gs)]
    .filter(([, , text = '']) => words.test(plain(text)))
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))

const plain = (markup: string) =>
  markup
    .replace(/<math.*?<\/math>/gs, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&')
