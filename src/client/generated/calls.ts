// Written by `npm run client` from the API: change that, not this file.

import type { Listing } from '../listing.ts'
import { type CallOptions, pathPart, Requests } from '../request.ts'
import type { Comment, DailyItem, FoundItem, PaperSummary, Repositories, SimilarItem, WholePaper } from './shapes.ts'

export class Calls extends Requests {
  /** The papers of editions. Without `date`, `week` or `month`: of all editions, the newest entry first. A part past the end is empty. */
  listDailyPapers(query: { p?: number | undefined; limit?: number | undefined; date?: string | undefined; week?: string | undefined; month?: string | undefined; submitter?: string | undefined; sort?: "publishedAt" | "trending" | undefined } = {}, options?: CallOptions): Listing<DailyItem> {
    return this.list('/api/daily_papers', { query }, options)
  }

  /** All papers, the newest first. By the date of their publication; papers without one come last. */
  listPapers(query: { cursor?: string | undefined; limit?: number | undefined } = {}, options?: CallOptions): Listing<PaperSummary> {
    return this.list('/api/papers', { query }, options)
  }

  /** Search by words and meaning. A paper’s id, DOI or address finds that paper. */
  searchPapers(query: { q?: string | undefined; limit?: number | undefined; mode?: "hybrid" | "lexical" | "semantic" | undefined } = {}, options?: CallOptions): Promise<FoundItem[]> {
    return this.one('GET', '/api/papers/search', { query }, options)
  }

  /** A paper. Of its discussion the earliest 1,000 comments come with it, or fewer long ones: where there are more, `Link` leads to the paper with the next. */
  getPaper(id: string, query: { field?: "comments" | undefined; after?: string | undefined } = {}, options?: CallOptions): Promise<WholePaper> {
    return this.one('GET', `/api/papers/${pathPart(id)}`, { query }, options)
  }

  /** Papers like one paper. */
  listSimilarPapers(id: string, query: { limit?: number | undefined } = {}, options?: CallOptions): Promise<SimilarItem[]> {
    return this.one('GET', `/api/papers/${pathPart(id)}/similar`, { query }, options)
  }

  /** Models, datasets and demos of a paper. */
  getPaperRepositories(id: string, options?: CallOptions): Promise<Repositories> {
    return this.one('GET', `/api/arxiv/${pathPart(id)}/repos`, {}, options)
  }

  /** Vote for a paper. */
  upvotePaper(id: string, options?: CallOptions): Promise<{
    upvoted: boolean
    upvotes: number
  }> {
    return this.one('PUT', `/api/papers/${pathPart(id)}/upvote`, {}, options)
  }

  /** Take a vote back. */
  takeBackUpvote(id: string, options?: CallOptions): Promise<{
    upvoted: boolean
    upvotes: number
  }> {
    return this.one('DELETE', `/api/papers/${pathPart(id)}/upvote`, {}, options)
  }

  /** Comment on a paper. Markdown with mathematics, as on the site. */
  commentOnPaper(id: string, body: {
    comment: string
  }, options?: CallOptions): Promise<{
    newMessage: Comment
  }> {
    return this.one('POST', `/api/papers/${pathPart(id)}/comment`, { body }, options)
  }

  /** Reply to a comment. */
  replyToComment(id: string, commentId: string, body: {
    comment: string
  }, options?: CallOptions): Promise<{
    newMessage: Comment
  }> {
    return this.one('POST', `/api/papers/${pathPart(id)}/comment/${pathPart(commentId)}/reply`, { body }, options)
  }

  /** Put a paper forward for today’s edition. What isn’t here yet is fetched from its source. `comment` begins its discussion. */
  submitPaper(body: {
    paperId: string
    comment?: string
    mediaUrls?: string[]
  }, options?: CallOptions): Promise<{
    paperId: string
    state: "listed" | "waiting"
    date: string
    commentRefused?: string
  }> {
    return this.one('POST', '/api/papers/submit', { body }, options)
  }

  /** Fetch a paper from its source, without listing it. */
  indexPaper(body: {
    arxivId: string
  }, options?: CallOptions): Promise<WholePaper> {
    return this.one('POST', '/api/papers/index', { body }, options)
  }

  /** Set links of a paper. What is left out stays as it is. What is set here goes before what sources say; an empty text takes it away, and the next that members set shows, or else theirs. */
  setPaperLinks(id: string, body: {
    projectPage?: string
    githubRepo?: string
    organizationId?: string
  }, options?: CallOptions): Promise<WholePaper> {
    return this.one('POST', `/api/papers/${pathPart(id)}/links`, { body }, options)
  }

  /** Claim an author’s name on a paper. */
  claimPaper(body: {
    paperId: string
    claimAuthorId: string
    evidence?: string
  }, options?: CallOptions): Promise<{
    paperId: string
    claimAuthorId: string
    state: "waiting"
  }> {
    return this.one('POST', '/api/settings/papers/claim', { body }, options)
  }
}
