// One paper as the tools, the resources and the prompts give it.

import * as v from 'valibot'
import { counted } from '../../count-text.ts'
import { paperWithEditions } from '../../papers/lists/listings.ts'
import { toMarkdown } from '../../papers/markdown.ts'
import { routes } from '../routes.ts'
import { absolute, type McpCall } from './call.ts'
import { knownPaper } from './known-paper.ts'
import { oneLine, quotationNotice, quoted, visible } from './quotation.ts'
import { paperShape, shapeOf } from './shapes.ts'
import type { ToolAnswer } from './tool.ts'

export const wholePaperShape = v.object({
  ...paperShape.entries,
  markdown: v.pipe(v.string(), v.description('Everything that is known of the paper, as Markdown.')),
  updated: v.optional(v.string()),
  versions: v.array(
    v.object({
      number: v.number(),
      at: v.optional(v.string()),
      withdrawn: v.optional(v.literal(true)),
    }),
  ),
  venues: v.array(v.string()),
  keywords: v.array(v.string()),
  machineSummary: v.optional(
    v.pipe(v.string(), v.description('A sentence or two that a machine wrote, not the authors.')),
  ),
  editions: v.pipe(
    v.array(
      v.object({
        day: v.string(),
        rank: v.number(),
        upvotes: v.number(),
        submittedBy: v.optional(v.string()),
      }),
    ),
    v.description('Days whose list held the paper, and its place there.'),
  ),
  askedVersion: v.optional(
    v.pipe(v.number(), v.description('The version that the id named; the text is that of the newest.')),
  ),
  citations: v.optional(v.number()),
})

/** @throws NotFound */
export async function paperAnswer(
  call: McpCall,
  text: string,
): Promise<ToolAnswer<v.InferOutput<typeof wholePaperShape>>> {
  const { db, site } = call.c.var
  const { id, version } = await knownPaper(call, text)
  const { paper, editions } = await paperWithEditions(db, { id, today: site.today })
  const markdown = visible(toMarkdown(paper, absolute(call, routes.paper(id))))
  const { updated, aiSummary, citations } = paper
  const data = {
    ...shapeOf(call, paper),
    markdown,
    ...(updated === undefined ? {} : { updated }),
    versions: paper.versions.map(({ number, at, withdrawn }) => ({
      number,
      ...(at === undefined ? {} : { at }),
      ...(withdrawn ? { withdrawn: true as const } : {}),
    })),
    venues: paper.venues.map(oneLine),
    keywords: paper.keywords.map(oneLine),
    ...(aiSummary === undefined ? {} : { machineSummary: visible(aiSummary) }),
    editions: editions.map(({ day, rank, votes, submittedBy }) => ({
      ...{ day, rank, upvotes: votes },
      ...(submittedBy === undefined ? {} : { submittedBy }),
    })),
    ...(version === undefined ? {} : { askedVersion: version }),
    ...(citations === undefined ? {} : { citations }),
  }
  return { text: wholeText(data), data }
}

function wholeText(data: v.InferOutput<typeof wholePaperShape>): string {
  const { id, markdown, editions, versions, machineSummary, askedVersion, comments } = data
  const parts = [
    `The paper ${id}. ${quotationNotice}`,
    quoted(markdown),
    machineSummary === undefined ? '' : `In a machine’s words, not the authors’:\n${quoted(machineSummary)}`,
    versions.length > 1 ? `It has ${versions.length} versions, the newest is shown.` : '',
    askedVersion === undefined
      ? ''
      : `Version ${askedVersion} was asked for; this site keeps the newest text.`,
    ...editions.map(
      ({ day, rank, upvotes }) => `In the edition of ${day}: place ${rank}, ${counted(upvotes, 'upvote')}.`,
    ),
    comments > 0
      ? `It has ${counted(comments, 'comment')}: read_comments reads what members of this site wrote.`
      : '',
    'similar_papers finds its neighbours.',
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}
