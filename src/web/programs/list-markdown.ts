// Lists as Markdown: what a page of papers says, for programs that read.

import { counted } from '../../count-text.ts'
import type { Db } from '../../db/connect.ts'
import { printId } from '../../papers/identifiers/identifiers.ts'
import { markdownText } from '../../papers/markdown.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import { pageAsked } from '../handlers/answer.ts'
import { routes } from '../routes.ts'
import type { Site } from '../views/site.ts'
import { type FoundList, findList, type ListName } from './found-list.ts'

export function sendListMarkdown(store: Db, nameOf: (c: Ctx) => ListName) {
  return async (c: Ctx): Promise<Response> => {
    const { site } = c.var
    const list = await findList(c, store, nameOf(c), pageAsked(c))
    c.header('Cache-Control', 'no-cache')
    c.header('Link', `<${site.publicUrl}${list.path}>; rel="canonical"`)
    return c.body(listMarkdown(site, list), 200, { 'Content-Type': 'text/markdown; charset=utf-8' })
  }
}

function listMarkdown(site: Site, { heading, facts, papers, path, part }: FoundList): string {
  const from = part?.from ?? 1
  const more = part !== undefined && part.page < part.pages
  const parts = [
    `# ${markdownText(`${site.name}: ${heading}`)}`,
    `> ${markdownText(facts)}, by ${site.curator ? `${markdownText(site.curator)} and ` : ''}the research community. Titles and abstracts are their authors’ words.`,
    `Page: <${site.publicUrl}${path}>`,
    ...papers.map((paper, at) => paperMarkdown(site, paper, from + at)),
    more ? `More: <${site.publicUrl}${routes.listMarkdown(path, part.page + 1)}>` : '',
  ]
  return `${parts.filter((text) => text !== '').join('\n\n')}\n`
}

const mostNamed = 10

function paperMarkdown(site: Site, paper: ListedPaper, number: number): string {
  const named = paper.authors.slice(0, mostNamed).map(({ name }) => markdownText(name))
  const more = paper.authorCount - named.length
  const authors = named.length === 0 ? counted(paper.authorCount, 'author') : named.join(', ')
  const facts: [string, string | undefined][] = [
    ['Id', markdownText(printId(paper.id))],
    ['Authors', named.length > 0 && more > 0 ? `${authors} and ${more} more` : authors],
    ['Published', paper.published?.slice(0, 10)],
    ['Categories', paper.categories.map(markdownText).join(', ')],
    ['Upvotes', `${paper.votes}, comments: ${paper.comments}`],
    ['Markdown', `<${site.publicUrl}${routes.paperFile(paper.id, 'md')}>`],
  ]
  const lines = facts.flatMap(([name, value]) => (value ? [`- ${name}: ${value}`] : []))
  const paragraphs = paper.abstract.split(/\n\s*\n/).map(markdownText)
  return [`## ${number}. ${markdownText(paper.title)}`, lines.join('\n'), ...paragraphs]
    .join('\n\n')
    .trimEnd()
}
