// A paper as an entry of arXiv’s query API.

import { secondsText } from './days.ts'
import type { GeneratedPaper } from './generated-paper.ts'
import { element, escaped, wrapped } from './xml-text.ts'

/** `version`: which one was asked for; the newest without. */
export function entryXml(paper: GeneratedPaper, version: number | undefined): string {
  const chosen = paper.versions.find(({ number }) => number === version) ?? paper.versions.at(-1)
  const [first] = paper.versions
  const name = `${paper.id}v${chosen?.number ?? 1}`
  const authors = paper.authors.map(
    (author) => `    <author>\n      <name>${escaped(author)}</name>\n    </author>\n`,
  )
  return `  <entry>
    <id>http://arxiv.org/abs/${name}</id>
    <title>${escaped(wrapped(paper.title, '  '))}</title>
    <updated>${secondsText(Date.parse(chosen?.at ?? ''))}</updated>
    <link href="https://arxiv.org/abs/${name}" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/${name}" rel="related" type="application/pdf" title="pdf"/>
    <summary>${escaped(wrapped(paper.abstract, ''))}</summary>
${paper.categories.map((term) => `    <category term="${term}" scheme="http://arxiv.org/schemas/atom"/>\n`).join('')}    <published>${secondsText(Date.parse(first?.at ?? ''))}</published>
    ${element('arxiv:comment', paper.comment)}
    <arxiv:primary_category term="${paper.categories[0]}"/>
    ${element('arxiv:journal_ref', paper.journalRef)}
${authors.join('')}    ${element('arxiv:doi', paper.doi)}
  </entry>
`
}
