// Papers and comments as tools give them to programs. What isn't known is absent, never null.

import * as v from 'valibot'
import { doiOf, paperAddress } from '../../papers/identifiers/identifiers.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { absolute, type McpCall } from './call.ts'
import { oneLine, visible } from './quotation.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const linkShape = v.object({ kind: v.string(), url: v.string(), stars: v.optional(count) })

export const paperShape = v.object({
  id: v.pipe(v.string(), v.description('Canonical id; every tool that takes an id takes this.')),
  title: v.string(),
  authors: v.pipe(v.array(v.string()), v.description('The first 30.')),
  authorCount: count,
  published: v.optional(
    v.pipe(v.string(), v.description('YYYY, YYYY-MM, YYYY-MM-DD or a time in UTC, as precise as known.')),
  ),
  categories: v.array(v.string()),
  abstract: v.optional(v.pipe(v.string(), v.description('Whole; left out where brief was asked for.'))),
  upvotes: count,
  comments: count,
  submittedBy: v.optional(v.pipe(v.string(), v.description('Handle of who put it on the list.'))),
  withdrawn: v.optional(v.literal(true)),
  links: v.array(linkShape),
  url: v.pipe(v.string(), v.description('The page of the paper on this site.')),
  sourceUrl: v.optional(v.string()),
  pdfUrl: v.optional(v.string()),
  doi: v.optional(v.string()),
})

export type PaperShape = v.InferOutput<typeof paperShape>

/** Papers with thousands of authors exist; the reference and the Markdown twin name them all. */
const MOST_AUTHORS = 30
const MOST_LINKS = 20

export function shapeOf(call: McpCall, paper: ListedPaper, { brief = false } = {}): PaperShape {
  const { id, published, submittedBy } = paper
  const { abs = paper.url, pdf } = paperAddress(id)
  const doi = paper.doi ?? doiOf(id)
  return {
    id,
    title: oneLine(plainLatex(paper.title)),
    authors: paper.authors.slice(0, MOST_AUTHORS).map(({ name }) => oneLine(name)),
    authorCount: paper.authorCount,
    ...(published === undefined ? {} : { published }),
    categories: paper.categories,
    ...(brief ? {} : { abstract: visible(paper.abstract) }),
    upvotes: paper.votes,
    comments: paper.comments,
    ...(submittedBy === undefined ? {} : { submittedBy }),
    ...(paper.withdrawn ? { withdrawn: true } : {}),
    links: linksOf(paper),
    url: absolute(call, routes.paper(id)),
    ...(abs === undefined ? {} : { sourceUrl: abs }),
    ...(pdf === undefined ? {} : { pdfUrl: pdf }),
    ...(doi === null ? {} : { doi }),
  }
}

const linksOf = ({ links }: ListedPaper) =>
  links.slice(0, MOST_LINKS).map(({ kind, url, stars }) => ({
    ...{ kind, url: oneLine(url) },
    ...(stars === undefined ? {} : { stars }),
  }))
