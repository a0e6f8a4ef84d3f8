import { claimPlaces } from '../../../community/claims/claim-places.ts'
import { authorId } from '../../../papers/author-id.ts'
import type { ItemPerson } from '../../../papers/lists/daily-item-queries.ts'
import type { DailyItem } from '../../../papers/lists/daily-items.ts'
import type { Author, Link, Paper } from '../../../papers/paper.ts'
import { FIRST_SET_HERE, preferredLink } from '../../../papers/preferred-link.ts'
import { present } from '../../../papers/present.ts'
import { routes } from '../../routes.ts'
import type { MemberFacts } from '../member-facts.ts'
import { printOrganization, printPerson, printSite, printSubmitter } from './person.ts'

export interface Printing {
  /** Address of the site, without a slash at its end. */
  base: string
  facts: MemberFacts
  /** The site’s name: it stands for who put a paper on a list that names nobody. Known clients read that without asking. */
  siteName?: string
}

/** An item of a daily list: what known clients read from its top stands there, too. */
export function printDailyItem(item: DailyItem, printing: Printing) {
  const { paper, comments, submitter } = item
  return {
    paper: printPaper(item, printing),
    ...present({ publishedAt: enteredAt(item) ?? publishedAt(paper) }),
    title: paper.title,
    summary: paper.abstract,
    thumbnail: thumbnail(paper, printing),
    numComments: comments,
    ...submittedBy(submitter, printing),
    isAuthorParticipating: isAuthorParticipating(item, printing),
    ...repeated(paper, printing),
  }
}

function submittedBy(submitter: ItemPerson | undefined, { base, siteName }: Printing) {
  if (submitter) return { submittedBy: printSubmitter(submitter, base) }
  return siteName === undefined ? {} : { submittedBy: printSite(siteName, base) }
}

/** An item of a list of no edition. */
export function printUnlisted(item: DailyItem, score: number, printing: Printing) {
  const { submittedBy: _, ...printed } = printDailyItem(item, printing)
  return { ...printed, score }
}

/** The paper of an item. */
export function printPaper(item: DailyItem, printing: Printing) {
  const { paper, votes, submitter } = item
  const { base } = printing
  const onDaily = item.entry && isoTime(item.entry.enteredAt)
  return {
    id: paper.id,
    authors: printAuthors(paper, printing),
    ...present({
      publishedAt: publishedAt(paper),
      submittedOnDailyAt: onDaily,
      submittedOnDailyBy: submitter && printPerson(submitter, base),
    }),
    title: paper.title,
    summary: paper.abstract,
    upvotes: votes,
    ...present({
      categories: paper.categories.length > 0 ? paper.categories : undefined,
      discussionId: paper.discussionId,
      githubRepoAddedBy: addedBy(preferredLink(paper.links, 'code')),
      ai_summary_model: paper.aiSummaryModel,
    }),
    ...repeated(paper, printing),
  }
}

/** Known clients know `user`. */
const addedBy = (link: Link | undefined): string | undefined =>
  link?.addedBy === FIRST_SET_HERE ? 'user' : link?.addedBy

export function printAuthors(paper: Paper, { base, facts }: Printing) {
  const claims = claimPlaces(paper.authors, facts.claimsOf(paper.id))
  return paper.authors.map((author, position) => {
    const claim = claims.get(position)
    const claimant = claim && facts.people.get(claim.personId)
    const id = authorId(paper.id, position, author)
    return claim && claimant
      ? printClaimed(author, { id, claimant, decidedAt: claim.decidedAt, base })
      : printRecorded(author, { id, base })
  })
}

function printRecorded(author: Author, { id, base }: { id: string; base: string }) {
  return {
    _id: id,
    name: author.name,
    hidden: author.hidden ?? false,
    ...present({
      status: author.status,
      statusLastChangedAt: author.statusChangedAt,
      user: author.person && printPerson(author.person, base),
    }),
  }
}

interface Claimed {
  id: string
  claimant: ItemPerson
  decidedAt: number
  base: string
}

function printClaimed(author: Author, { id, claimant, decidedAt, base }: Claimed) {
  return {
    _id: id,
    name: author.name,
    hidden: author.hidden ?? false,
    status: 'claimed_verified',
    statusLastChangedAt: new Date(decidedAt).toISOString(),
    user: printPerson(claimant, base),
  }
}

/** What stands in an item and in its paper. */
function repeated(paper: Paper, { base }: Printing) {
  const code = preferredLink(paper.links, 'code')
  return present({
    projectPage: preferredLink(paper.links, 'project')?.url,
    githubRepo: code?.url,
    githubStars: code?.stars,
    ai_summary: paper.aiSummary,
    ai_keywords: paper.keywords.length > 0 ? paper.keywords : undefined,
    organization: paper.organization && printOrganization(paper.organization, base),
    mediaUrls: paper.media.length > 0 ? paper.media : undefined,
  })
}

export const thumbnail = ({ id }: Paper, { base }: Printing): string => `${base}${routes.paperCard(id)}`

export const publishedAt = ({ publishedAt: at }: Paper): string | undefined => isoTime(at)

export const isAuthorParticipating = ({ paper, entry }: DailyItem, { facts }: Printing): boolean =>
  entry?.authorParticipates === 1 || facts.discussedByAuthors.has(paper.id)

/** When it came onto the list; the first moment of the day where no time was recorded. */
function enteredAt({ entry }: DailyItem): string | undefined {
  if (!entry) return undefined
  return isoTime(entry.enteredAt) ?? `${entry.day}T00:00:00.000Z`
}

const isoTime = (ms: number | null | undefined): string | undefined =>
  ms == null ? undefined : new Date(ms).toISOString()
