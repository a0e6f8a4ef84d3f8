import * as v from 'valibot'
import { comment } from './comment.ts'
import { author, organization, person, submitter } from './people.ts'
import { address, count, hexId, time } from './text.ts'

/** Known clients read these from the top of an item only, so that they stand in both places. */
const repeated = {
  projectPage: v.optional(address),
  githubRepo: v.optional(address),
  githubStars: v.optional(count),
  ai_summary: v.optional(v.string()),
  ai_keywords: v.optional(v.array(v.string())),
  organization: v.optional(organization),
  mediaUrls: v.optional(v.array(address)),
}

const paperFacts = {
  id: v.string(),
  authors: v.array(author),
  /** Absent where no date is known. */
  publishedAt: v.optional(time),
  submittedOnDailyAt: v.optional(time),
  submittedOnDailyBy: v.optional(person),
  title: v.string(),
  summary: v.string(),
  upvotes: count,
  /** As their source names them, the primary one first. */
  categories: v.optional(v.array(v.string())),
  discussionId: v.optional(hexId),
  githubRepoAddedBy: v.optional(v.string()),
  ai_summary_model: v.optional(v.string()),
  ...repeated,
}

export const paper = v.object(paperFacts)

/** An item of a daily list. */
export const dailyItem = v.object({
  paper,
  /** When it came onto the list. */
  publishedAt: v.optional(time),
  title: v.string(),
  summary: v.string(),
  thumbnail: address,
  numComments: count,
  submittedBy: v.optional(submitter),
  isAuthorParticipating: v.boolean(),
  ...repeated,
})

const highlighted = v.array(v.object({ type: v.picklist(['text', 'highlight']), text: v.string() }))

const unlistedItem = {
  paper,
  publishedAt: v.optional(time),
  title: v.string(),
  summary: v.string(),
  thumbnail: address,
  numComments: count,
  isAuthorParticipating: v.boolean(),
  /** How well it fits; to be compared within one answer. */
  score: v.number(),
  ...repeated,
}

/** An item of a search. */
export const foundItem = v.object({
  ...unlistedItem,
  upvoted: v.boolean(),
  highlightedTitle: highlighted,
  highlightedSummary: highlighted,
})

/** A paper like another one. */
export const similarItem = v.object({
  ...unlistedItem,
  /** Words that both share. */
  because: v.array(v.string()),
})

export const repository = v.object({
  id: v.string(),
  author: v.string(),
  repoType: v.picklist(['model', 'dataset', 'space']),
  url: address,
  downloads: count,
  likes: count,
  gated: v.boolean(),
  private: v.boolean(),
  lastModified: time,
})

export const space = v.object({
  id: v.string(),
  author: v.string(),
  repoType: v.literal('space'),
  url: address,
  emoji: v.string(),
  running: v.boolean(),
  shortDescription: v.string(),
  featured: v.boolean(),
  likes: count,
  lastModified: time,
})

export const repositories = v.object({
  models: v.array(repository),
  datasets: v.array(repository),
  spaces: v.array(space),
})

export const wholePaper = v.object({
  ...paperFacts,
  thumbnail: address,
  numComments: count,
  linkedModels: v.array(repository),
  numTotalModels: count,
  linkedDatasets: v.array(repository),
  numTotalDatasets: count,
  linkedSpaces: v.array(space),
  numTotalSpaces: count,
  /** Only where `field=comments` asks for them. */
  comments: v.optional(v.array(comment)),
})

/** A paper in the list of all. */
export const paperSummary = v.object({
  id: v.string(),
  title: v.string(),
  thumbnailUrl: address,
  upvotes: count,
  publishedAt: v.optional(time),
  authors: v.array(author),
  summary: v.string(),
  projectPage: v.optional(address),
})
