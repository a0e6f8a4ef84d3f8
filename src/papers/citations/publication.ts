// What the three citation formats have in common.

import type { Paper } from '../paper.ts'
import { plainLatex } from '../text/latex-text.ts'

export type PublicationKind = 'preprint' | 'article' | 'inproceedings'

/** A venue or journal makes an article of what was a preprint; arXiv's papers of a journal keep their eprint. */
export function publicationKind(paper: Paper): PublicationKind {
  if (paper.source === 'acl' || (paper.venues.length > 0 && !paper.journalRef)) {
    return journalVenue.test(paper.venues.join(' ')) ? 'article' : 'inproceedings'
  }
  if (paper.journalRef || paper.source === 'doi') return 'article'
  return 'preprint'
}

const journalVenue = /\b(?:journal|transactions|letters|review|tacl|cl|tmlr|jmlr)\b/i

/** The parts of `published` in its own precision: `[2024]`, `[2024, 7]` or `[2024, 7, 31]`; empty without a date. */
export function dateParts(published: string | undefined): number[] {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(published ?? '')
  return match
    ? match
        .slice(1)
        .filter((part) => part !== undefined)
        .map(Number)
    : []
}

export interface PersonName {
  family: string
  given?: string
}

const particles = /^(?:von|van|de|der|den|del|della|di|da|du|dos|la|le|el|al|ter|ten|bin|ibn)$/i
const generation = /^(?:jr|sr)\.?$|^i{2,3}$|^iv$/i

/** `Ada van Example` → family `van Example`. Groups ("CMS Collaboration") and single names have no given name. */
export function personName(name: string): PersonName {
  const words = plainLatex(name).split(/\s+/).filter(Boolean)
  const isGroup = /\b(?:collaboration|consortium|team|group|project|community|inc)\b/i.test(name)
  if (words.length < 2 || isGroup || /^[\p{Script=Han}\p{Script=Hangul}]/u.test(name))
    return { family: words.join(' ') }
  let start = words.length - 1
  if (generation.test(words[start] ?? '') && start > 1) start--
  while (start > 1 && particles.test(words[start - 1] ?? '')) start--
  return { family: words.slice(start).join(' '), given: words.slice(0, start).join(' ') }
}

const stopWords = new Set(
  'a an the on of for in to and with from by at is are do does how what why when towards via'.split(' '),
)

/** `example2024reading`: first author's family name, year, first telling word of the title; ASCII only. */
export function citationKey(paper: Paper): string {
  const family = paper.authors[0] ? personName(paper.authors[0].name).family : ''
  const words = ascii(plainLatex(paper.title).replace(/\$[^$]*\$/g, ' ')).split(/[^a-z0-9]+/)
  const word = words.find((candidate) => candidate.length > 1 && !stopWords.has(candidate)) ?? ''
  const key = `${ascii(family).replace(/[^a-z0-9]/g, '')}${dateParts(paper.published)[0] ?? ''}${word}`
  return key.slice(0, 60) || ascii(paper.id).replace(/[^a-z0-9]+/g, '-')
}

const unaccented: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

function ascii(text: string): string {
  const decomposed = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  return decomposed.replace(/[^\x20-\x7e]/g, (letter) => unaccented[letter] ?? '')
}
