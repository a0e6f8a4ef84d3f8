import type { OrcidClaim } from '../../community/claims/claim-by-orcid.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'

export interface ClaimPageProps {
  site: Site
  paper: ListedPaper
  /** What was typed. */
  author: string
  evidence: string
  problem?: string
  /** Who the member is by their ORCID. */
  byOrcid?: OrcidClaim
}

/** A member says which author they are, and how that can be seen. */
export function ClaimPage({ site, paper, author, evidence, problem, byOrcid }: ClaimPageProps) {
  const title = plainLatex(paper.title)
  const head = { title: `I am an author of ${title}`, description: `Claim your name on ${title}.` }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>I am an author of this paper</h1>
        <p>
          <a href={routes.paper(paper.id)}>{title}</a>
        </p>
        <p>
          An admin looks at what you write, and you are told what they found. Then your name on the paper
          leads to your page, your comments on it carry a badge, and you can set its links.
        </p>
        <Problem text={problem} />
        {byOrcid && <ByOrcid id={paper.id} {...byOrcid} />}
        {paper.authors.length === 0 ? (
          <p>The source names no authors of this paper, so none can be claimed.</p>
        ) : (
          <ClaimForm paper={paper} author={author} evidence={evidence} />
        )}
      </div>
    </Layout>
  )
}

function ByOrcid({ id, orcid, authorName }: OrcidClaim & { id: string }) {
  return (
    <form class="form" method="post" action={routes.claimByOrcid(id)}>
      <p>
        The paper’s registry says that your ORCID {orcid} is that of {authorName}: nobody need look at it.
      </p>
      <button class="button" type="submit">
        I am {authorName}
      </button>
    </form>
  )
}

function ClaimForm({ paper, author, evidence }: Pick<ClaimPageProps, 'paper' | 'author' | 'evidence'>) {
  const names = [...new Set(paper.authors.map(({ name }) => name))]
  return (
    <form class="form" method="post" action={routes.claim(paper.id)}>
      <label>
        Which author are you?
        <select name="author" required>
          <option value="">Choose a name</option>
          {names.map((name) => (
            <option key={name} value={name} selected={name === author}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        How can it be seen that this is you?
        <textarea name="evidence" rows={5} required maxLength={2000} value={evidence} />
        <small>A page that names you, your address on the paper, your ORCID. Only admins read it.</small>
      </label>
      <button class="button" type="submit">
        Send the claim
      </button>
    </form>
  )
}
