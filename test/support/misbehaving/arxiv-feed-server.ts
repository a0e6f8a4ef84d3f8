// arXiv’s daily feeds, Atom and RSS, of the newest day.

import { firstAt } from './daily-lists.ts'
import { dayNumber, easternHours } from './days.ts'
import type { GeneratedPaper } from './generated-paper.ts'
import { type Asked, type Reply, type Route, withEtag } from './reply.ts'
import { numberOf } from './seeded.ts'
import type { World } from './world.ts'
import { escaped } from './xml-text.ts'

const mostItems = 2000

export function arxivFeedRoute(world: World): Route {
  return {
    format: 'xml',
    isArxiv: true,
    matches: (path) => /^\/(atom|rss)\/[\w.+%-]+$/.test(path),
    twists: () => [],
    answer: (asked) => answerOf(asked, world),
  }
}

function answerOf(asked: Asked, world: World): Reply {
  const [, form = '', names = ''] = /^\/(atom|rss)\/(.*)$/.exec(asked.path) ?? []
  const categories = decodeURIComponent(names).split(/[+ ]/)
  const papers = announced(world, categories)
  const body = form === 'atom' ? atomFeed(world, categories, papers) : rssFeed(world, categories, papers)
  const type = form === 'atom' ? 'application/atom+xml' : 'text/xml'
  return withEtag({ status: 200, type, body }, asked, `"${numberOf(body).toString(16)}"`)
}

/** The papers of the newest day that one of these categories announces. */
function announced(world: World, categories: string[]): GeneratedPaper[] {
  const papers: GeneratedPaper[] = []
  for (let index = firstAt(world.arxiv, dayNumber(world.until)); index < world.arxiv.count; index++)
    if (papers.length < mostItems && world.arxiv.categories(index).some((own) => belongs(own, categories)))
      papers.push(world.arxiv.paper(index))
  return papers
}

/** A feed of `cs` has `cs.AI` too. */
const belongs = (own: string, categories: string[]): boolean =>
  categories.some((name) => own === name || own.startsWith(`${name}.`))

/** How a feed of these categories announces a paper. */
export function announceType(paper: GeneratedPaper, categories: string[]): string {
  const isCross = !belongs(paper.categories[0] ?? '', categories)
  if (paper.versions.length > 1) return isCross ? 'replace-cross' : 'replace'
  return isCross ? 'cross' : 'new'
}

function description(paper: GeneratedPaper, kind: string): string {
  return `arXiv:${paper.id}v${paper.versions.length} Announce Type: ${kind} \nAbstract: ${paper.abstract}`
}

function atomFeed({ until }: World, categories: string[], papers: GeneratedPaper[]): string {
  const name = categories.join('+')
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
  <id>http://rss.arxiv.org/atom/${name}</id>
  <title>${name} updates on arXiv.org</title>
  <updated>${until}T0${easternHours(until)}:00:10.000000+00:00</updated>
  <link href="http://rss.arxiv.org/atom/${name}" rel="self" type="application/atom+xml"/>
  <subtitle>${name} updates on the arXiv.org e-print archive.</subtitle>
${papers.map((paper) => atomEntry(paper, announceType(paper, categories), until)).join('')}</feed>
`
}

const atomEntry = (paper: GeneratedPaper, kind: string, day: string): string => `  <entry>
    <id>oai:arXiv.org:${paper.id}v${paper.versions.length}</id>
    <title>${escaped(paper.title)}</title>
    <updated>${day}T0${easternHours(day)}:00:10.100000+00:00</updated>
    <link href="https://arxiv.org/abs/${paper.id}" rel="alternate" type="text/html"/>
    <summary>${escaped(description(paper, kind))}</summary>
${paper.categories.map((term) => `    <category term="${term}"/>\n`).join('')}    <published>${day}T00:00:00-0${easternHours(day)}:00</published>
    <arxiv:announce_type>${kind}</arxiv:announce_type>
    <dc:rights>${paper.licence}</dc:rights>
    <dc:creator>${escaped(paper.authors.join(', '))}</dc:creator>
  </entry>
`

function rssFeed({ until }: World, categories: string[], papers: GeneratedPaper[]): string {
  const name = categories.join('+')
  const date = new Date(`${until}T00:00:00Z`).toUTCString().replace('GMT', `-0${easternHours(until)}00`)
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>${name} updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/${name}</link>
    <description>${name} updates on the arXiv.org e-print archive.</description>
    <language>en-us</language>
    <lastBuildDate>${date}</lastBuildDate>
    <pubDate>${date}</pubDate>
    <skipDays>
      <day>Sunday</day>
      <day>Saturday</day>
    </skipDays>
${papers.map((paper) => rssItem(paper, announceType(paper, categories), date)).join('')}  </channel>
</rss>
`
}

const rssItem = (paper: GeneratedPaper, kind: string, date: string): string => `    <item>
      <title>${escaped(paper.title)}</title>
      <link>https://arxiv.org/abs/${paper.id}</link>
      <description>${escaped(description(paper, kind))}</description>
      <guid isPermaLink="false">oai:arXiv.org:${paper.id}v${paper.versions.length}</guid>
${paper.categories.map((term) => `      <category>${term}</category>\n`).join('')}      <pubDate>${date}</pubDate>
      <arxiv:announce_type>${kind}</arxiv:announce_type>
      <dc:rights>${paper.licence}</dc:rights>
      <dc:creator>${escaped(paper.authors.join(', '))}</dc:creator>
    </item>
`
