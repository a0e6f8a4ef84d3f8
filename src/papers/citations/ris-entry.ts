// RIS as reference managers read it: two letters, two spaces, a dash, a space; lines end with CR LF.

import { doiOf, paperAddress } from '../identifiers/identifiers.ts'
import type { Paper } from '../paper.ts'
import { plainLatex } from '../text/latex-text.ts'
import { dateParts, type PersonName, personName, publicationKind } from './publication.ts'

const types = { preprint: 'UNPB', article: 'JOUR', inproceedings: 'CPAPER' }

/** One RIS record, with its `ER` line. */
export function toRis(paper: Paper): string {
  const kind = publicationKind(paper)
  const { abs, pdf } = paperAddress(paper.id)
  const lines: [string, string | undefined][] = [
    ['TY', types[kind]],
    ['TI', plainLatex(paper.title)],
    ...paper.authors.map(({ name }): [string, string] => ['AU', risName(personName(name))]),
    ['PY', dateParts(paper.published)[0]?.toString()],
    ['DA', risDate(paper.published)],
    [
      kind === 'inproceedings' ? 'T2' : 'JO',
      kind === 'preprint' ? undefined : (paper.journalRef ?? paper.venues[0]),
    ],
    ['AB', paper.abstract],
    ...paper.keywords.map((word): [string, string] => ['KW', word]),
    ['DO', paper.doi ?? doiOf(paper.id) ?? undefined],
    ['AN', paper.id],
    ['UR', abs ?? paper.url],
    ['L1', pdf],
  ]
  const shown = lines.filter(([, value]) => value !== undefined && value !== '')
  return `${shown.map(([tag, value]) => `${tag}  - ${oneLine(value ?? '')}\r\n`).join('')}ER  - \r\n`
}

function risName({ family, given }: PersonName): string {
  return given === undefined ? family : `${family}, ${given}`
}

/** `2024/07/31/`; what isn't known stays empty between the strokes. */
function risDate(published: string | undefined): string | undefined {
  const [year, month, day] = dateParts(published)
  if (year === undefined) return undefined
  return `${year}/${twoDigits(month)}/${twoDigits(day)}/`
}

function twoDigits(part: number | undefined): string {
  return part === undefined ? '' : String(part).padStart(2, '0')
}

/** A line break inside a value could pose as another tag. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
