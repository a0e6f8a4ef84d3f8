// A paper as the text of an entry. Readers show little of HTML and hardly any MathML, so formulas stay LaTeX between
// dollars: people read it, and readers that set mathematics find it.

import type { ComponentChild } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { counted } from '../../count-text.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { parseLatexText, plainLatex, type Segment } from '../../papers/text/latex-text.ts'
import { categoryName } from '../views/category-names.ts'
import { dateOnly } from '../views/date-text.ts'
import type { FeedLink } from './feed.ts'

/** Papers of large experiments have thousands. */
const MOST_NAMES = 20

/** Authors, the whole abstract, and what else is worth knowing before one reads on. */
export function paperHtml(paper: ListedPaper, links: readonly FeedLink[]): string {
  return renderToString(
    <>
      {paper.authorCount > 0 && <p>{authorsText(paper)}</p>}
      {paper.withdrawn && (
        <p>
          <strong>This paper was withdrawn.</strong>
        </p>
      )}
      {paper.abstract.split(/\n\s*\n/).map((paragraph, i) => (
        <p key={i}>{parseLatexText(paragraph).map(set)}</p>
      ))}
      <p>{joined([...facts(paper), ...links.map(linkTo)])}</p>
    </>,
  )
}

/** A formula between its dollars, as markup for what members write. */
export function formulaSource(tex: string, display: boolean): string {
  return renderToString(<Formula tex={tex} display={display} />)
}

const Formula = ({ tex, display }: { tex: string; display: boolean }) => dollars(tex, display)

function authorsText({ authors, authorCount }: ListedPaper): string {
  const names = authors.slice(0, MOST_NAMES).map(({ name }) => name)
  const more = Math.max(0, authorCount - names.length)
  if (names.length === 0) return counted(more, 'author')
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function facts({ published, categories, comment }: ListedPaper): string[] {
  const [category] = categories
  const name = category === undefined ? undefined : categoryName(category)
  return [
    ...(published ? [`Published ${dateOnly(published)}`] : []),
    ...(category === undefined ? [] : [name ? `${name} (${category})` : category]),
    ...(comment ? [plainLatex(comment)] : []),
  ]
}

const linkTo = ({ url, title }: FeedLink): ComponentChild => <a href={url}>{title}</a>

const joined = (parts: readonly ComponentChild[]): ComponentChild[] =>
  parts.map((part, i) => (i === 0 ? part : [' · ', part]))

function set(segment: Segment): ComponentChild {
  switch (segment.kind) {
    case 'math':
      return dollars(segment.tex, segment.display)
    case 'emphasis':
      return <em>{segment.children.map(set)}</em>
    case 'strong':
      return <strong>{segment.children.map(set)}</strong>
    case 'code':
      return <code>{segment.text}</code>
    case 'link':
      return <a href={segment.url}>{segment.text}</a>
    case 'text':
      return segment.text
  }
}

/** Numbers and plain letters read better without. */
function dollars(tex: string, display: boolean): string {
  if (/^[a-zA-Z0-9.,+=() -]+$/.test(tex)) return tex
  return display ? `$$${tex}$$` : `$${tex}$`
}
