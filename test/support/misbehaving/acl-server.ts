// One collection of the ACL Anthology as XML, with two volumes.

import { aclCollection } from './generate-others.ts'
import type { GeneratedPaper } from './generated-paper.ts'
import { type Reply, type Route, xml } from './reply.ts'
import { numberOf } from './seeded.ts'
import type { World } from './world.ts'
import { element, escaped } from './xml-text.ts'

export function aclRoute(world: World): Route {
  return {
    format: 'xml',
    matches: (path) => /^\/acl\/[\w.-]+\.xml$/.test(path),
    twists: () => [],
    answer: ({ path }) => (path === `/acl/${aclCollection}.xml` ? collection(world) : missing),
  }
}

const missing: Reply = { status: 404, type: 'text/plain', body: '404: Not Found' }

function collection(world: World): Reply {
  const papers = Array.from({ length: world.lists.acl.count }, (_, index) => world.lists.acl.paper(index))
  const volumes = ['long', 'short'].map((volume) => volumeXml(volume, papers))
  return {
    ...xml(
      `<?xml version='1.0' encoding='UTF-8'?>\n<collection id="${aclCollection}">\n${volumes.join('')}</collection>\n`,
    ),
    type: 'text/plain',
  }
}

function volumeXml(volume: string, papers: GeneratedPaper[]): string {
  const name = `${aclCollection}-${volume}`
  const own = papers.filter(({ id }) => id.startsWith(`acl:${name}.`))
  return `  <volume id="${volume}" ingest-date="2026-07-01" type="proceedings">
    <meta>
      <booktitle>Proceedings of the Generated Meeting (${volume} papers)</booktitle>
      <editor><first>Ada</first><last>Beispiel</last></editor>
      <publisher>Association for Generated Records</publisher>
      <address>Nowhere</address>
      <month>July</month>
      <year>2026</year>
      <url hash="00000000">${name}</url>
      <venue>acl</venue>
    </meta>
    <frontmatter>
      <url hash="00000000">${name}.0</url>
      <bibkey>acl-2026-${volume}</bibkey>
    </frontmatter>
${own.map((paper) => paperXml(paper, name)).join('')}  </volume>
`
}

function paperXml(paper: GeneratedPaper, volume: string): string {
  const number = paper.id.slice(`acl:${volume}.`.length)
  const habit = numberOf(paper.id)
  const parts = [
    `<title>${markedUp(paper.title)}</title>`,
    ...paper.authors.map(authorXml),
    `<pages>${habit % 900}–${(habit % 900) + 12}</pages>`,
    `<abstract>${markedUp(paper.abstract)}</abstract>`,
    `<url hash="${habit.toString(16).padStart(8, '0')}">${volume}.${number}</url>`,
    `<bibkey>generated-${number}</bibkey>`,
    element('doi', paper.doi),
    element('award', paper.award),
    paper.code
      ? `<pwccode url="${paper.code}">${paper.code.slice('https://github.com/'.length)}</pwccode>`
      : '',
    habit % 20 === 0
      ? `<revision id="2" href="${volume}.${number}v2" hash="00000000" date="2026-08-01">A table.</revision>`
      : '',
    paper.withdrawn ? '<retracted date="2026-09-01">The authors found an error.</retracted>' : '',
  ]
  const lines = parts.filter((part) => part !== '').map((part) => `      ${part}\n`)
  return `    <paper id="${number}">\n${lines.join('')}    </paper>\n`
}

function authorXml(name: string): string {
  const [, first = '', last = ''] = /^(.*) (\S+)$/.exec(name) ?? []
  return `<author><first>${escaped(first)}</first><last>${escaped(last)}</last><affiliation>University of Nowhere</affiliation></author>`
}

/** First capitals in `<fixed-case>`, mathematics in `<tex-math>`. */
const markedUp = (text: string): string =>
  escaped(text)
    .replace(/^([A-Z])/, '<fixed-case>$1</fixed-case>')
    .replace(/\$([^$]+)\$/g, '<tex-math>$1</tex-math>')
