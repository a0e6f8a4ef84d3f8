// A paper as arXivRaw has it.

import { dayNumber, dayText } from './days.ts'
import type { GeneratedPaper } from './generated-paper.ts'
import { setOf } from './oai-lists.ts'
import { numberOf } from './seeded.ts'
import { element, escaped, texAccents, wrapped } from './xml-text.ts'

const namespaces =
  'xmlns="http://arxiv.org/OAI/arXivRaw/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://arxiv.org/OAI/arXivRaw/ http://arxiv.org/OAI/arXivRaw.xsd"'

/** The whole `<record>`. Some have accents as TeX, affiliations, or entities escaped twice. */
export function recordXml(paper: GeneratedPaper): string {
  const habit = numberOf(paper.id)
  const sets = [...new Set(paper.categories.map(setOf))]
  const title = habit % 16 === 1 ? paper.title.replaceAll(' & ', ' &amp; ') : paper.title
  return `<record>
<header>
 <identifier>oai:arXiv.org:${paper.id}</identifier>
 <datestamp>${paper.modified}</datestamp>
${sets.map((set) => ` <setSpec>${set}</setSpec>\n`).join('')}</header>
<metadata>
 <arXivRaw ${namespaces}>
 <id>${paper.id}</id><submitter>${escaped(paper.authors[0] ?? '')}</submitter>${paper.versions.map(versionXml).join('')}<title>${escaped(wrapped(title, '  '))}</title><authors>${escaped(authorsText(paper.authors, habit))}</authors><categories>${paper.categories.join(' ')}</categories>${element('comments', paper.comment)}${element('journal-ref', paper.journalRef)}${element('doi', paper.doi)}${element('license', paper.licence)}<abstract>  ${escaped(wrapped(paper.abstract, ''))}
</abstract></arXivRaw>
</metadata>
</record>
`
}

const versionXml = ({ number, at, size, withdrawn }: GeneratedPaper['versions'][number]): string =>
  `<version version="v${number}"><date>${new Date(at).toUTCString()}</date><size>${size}</size><source_type>${withdrawn ? 'I' : 'D'}</source_type></version>`

function authorsText(authors: string[], habit: number): string {
  const names = habit % 3 === 0 ? authors.map(texAccents) : authors
  const written =
    habit % 5 === 0 ? names.map((name, at) => `${name} (Dept. ${at + 1}, Univ. of Nowhere)`) : names
  const last = written.at(-1) ?? ''
  if (written.length < 2 || habit % 2 === 0) return wrapped(written.join(', '), '  ')
  return wrapped(`${written.slice(0, -1).join(', ')} and ${last}`, '  ')
}

/** What the record was before its newest version; null where there was none. */
export function olderState(paper: GeneratedPaper): GeneratedPaper | null {
  const versions = paper.versions.slice(0, -1)
  const last = versions.at(-1)
  if (last === undefined) return null
  return {
    ...paper,
    title: `Towards ${paper.title}`,
    versions,
    withdrawn: false,
    modified: dayText(dayNumber(last.at.slice(0, 10)) + 1),
  }
}
