// The Markdown twin of a paper's page, for readers without a browser.

import { doiAddress } from './identifiers/doi.ts'
import { doiOf, paperAddress, printId } from './identifiers/identifiers.ts'
import type { ListedPaper, Paper } from './paper.ts'
import { parseLatexText, plainLatex, type Segment } from './text/latex-text.ts'

/** `votes` and `comments` are shown where a listed paper brings them. */
export type MarkdownPaper = Paper & Partial<Pick<ListedPaper, 'votes' | 'comments'>>

/**
 * `Title: …`, `URL Source: …`, `Markdown Content:` with empty lines between, then the paper. `address` is the page
 * this is the twin of. Words of the source can't become links, headings or HTML; mathematics stays in its dollars.
 */
export function toMarkdown(paper: MarkdownPaper, address: string): string {
  const title = plainLatex(paper.title).replace(/\s+/g, ' ')
  const parts = [
    `Title: ${title}`,
    `URL Source: ${address}`,
    'Markdown Content:',
    `# ${markdownText(paper.title)}`,
    markdownAuthors(paper),
    paper.withdrawn ? '**Withdrawn.**' : '',
    facts(paper),
    '## Abstract',
    paper.abstract
      .split(/\n\s*\n/)
      .map(markdownText)
      .join('\n\n'),
    links(paper),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function markdownAuthors({ authors, authorCount }: Paper): string {
  const names = authors.map(({ name }) => markdownText(name))
  const more = authorCount - names.length
  if (names.length === 0)
    return authorCount > 0 ? `${authorCount} ${authorCount === 1 ? 'author' : 'authors'}` : ''
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}

function facts(paper: MarkdownPaper): string {
  const lines: [string, string | undefined][] = [
    ['Id', markdownText(printId(paper.id))],
    ['Published', paper.published?.slice(0, 10)],
    ['Updated', paper.updated?.slice(0, 10)],
    ['Categories', paper.categories.map(markdownText).join(', ')],
    ['Venue', paper.venues.map(markdownText).join(', ')],
    ['Awards', paper.awards.map(markdownText).join(', ')],
    ['Journal reference', markdownText(paper.journalRef ?? '')],
    ['Comment', markdownText(paper.comment ?? '')],
    ['Keywords', paper.keywords.map(markdownText).join(', ')],
    ['Upvotes', String(paper.votes ?? paper.recordedVotes)],
    ['Comments', String(paper.comments ?? paper.recordedComments)],
  ]
  return lines
    .filter(([, value]) => value)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n')
}

function links(paper: Paper): string {
  const { abs, pdf } = paperAddress(paper.id)
  const doi = paper.doi ?? doiOf(paper.id)
  const lines: [string, string | undefined][] = [
    ['Page at the source', abs ?? paper.url],
    ['PDF', pdf],
    ['DOI', doi === null ? undefined : doiAddress(doi)],
    ...paper.links.map(({ kind, url }): [string, string] => [kind[0]?.toUpperCase() + kind.slice(1), url]),
  ]
  const shown = lines.flatMap(([name, url]) => {
    const safe = url === undefined ? null : autolink(url)
    return safe === null ? [] : [`- ${name}: ${safe}`]
  })
  return shown.length === 0 ? '' : `## Links\n\n${shown.join('\n')}`
}

/** `<https://…>`, or null for what is no web address. */
function autolink(url: string): string | null {
  return /^https?:\/\/[^\s<>]+$/i.test(url) ? `<${url}>` : null
}

/** One line of text as Markdown that shows the same. */
export function markdownText(text: string): string {
  const line = parseLatexText(text).map(markdownSegment).join('').replace(/\s+/g, ' ').trim()
  // What makes a heading, a list or a quotation stands at the beginning of a line only.
  return line.replace(/^(?:[-+=]|\d{1,9}(?=[.)]))/, (mark) => (/^\d/.test(mark) ? `${mark}\\` : `\\${mark}`))
}

function markdownSegment(segment: Segment): string {
  switch (segment.kind) {
    case 'math':
      return markdownMath(segment.tex)
    case 'emphasis':
      return styled('*', segment.children)
    case 'strong':
      return styled('**', segment.children)
    case 'link':
      return segment.text === segment.url ? `<${segment.url}>` : `${escaped(segment.text)} <${segment.url}>`
    case 'code':
      return escaped(segment.text)
    default:
      return escaped(segment.text)
  }
}

function styled(mark: string, children: Segment[]): string {
  const inner = children.map(markdownSegment).join('')
  return /^\s|\s$|^$/.test(inner) ? inner : `${mark}${inner}${mark}`
}

/** Readers without maths support see the same text, so HTML and links are broken up here too, with TeX's own spaces. */
function markdownMath(tex: string): string {
  const quiet = tex
    .replace(/\s+/g, ' ')
    .replace(/<(?=[a-z/!?])/gi, '< ')
    .replace(/\](?=[([:])/g, '] ')
    .replace(/`/g, '\\lq ')
    .replace(/!\[/g, '! [')
  return `$${quiet}$`
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~$&]/g, (mark) => `\\${mark}`)
}
