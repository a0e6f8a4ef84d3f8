import type { NamedClaim } from '../../community/claims/claim-queries.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { fullDate } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'

export interface AdminClaimsPageProps {
  site: Site
  /** The longest waiting first. */
  claims: readonly NamedClaim[]
  problem?: string
  /** The reason that was typed, and of which claim. */
  typed?: { id: string; reason: string }
}

/** For admins: who says that they are an author. */
export function AdminClaimsPage({ site, claims, problem, typed }: AdminClaimsPageProps) {
  const head = { title: 'Claims', description: 'Claims of authors that wait for an admin.' }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Claims</h1>
        <Problem text={problem} />
        {claims.length === 0 ? (
          <p>Nothing waits.</p>
        ) : (
          <ul class="choices">
            {claims.map((claim) => (
              <li key={claim.id}>
                <Claim claim={claim} reason={typed?.id === claim.id ? typed.reason : ''} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Layout>
  )
}

function Claim({ claim, reason }: { claim: NamedClaim; reason: string }) {
  const { id, paper_id, title, author_name, claimant, email, verified, evidence, created_at } = claim
  const of = `: ${claimant}, ${author_name}`
  return (
    <>
      <p class="choice">
        <a href={routes.person(claimant)}>{claimant}</a> says that they are {author_name} of{' '}
        <a href={routes.paper(paper_id)}>{plainLatex(title)}</a>
      </p>
      <p class="quiet">
        {fullDate(new Date(created_at).toISOString())}
        {email && ` · ${email}${verified === 1 ? ', confirmed' : ', not confirmed'}`}
      </p>
      <p class="typed">{evidence}</p>
      <form method="post" action={routes.decideClaim(id, 'approve')}>
        <button class="button" type="submit">
          Approve<span class="visually-hidden">{of}</span>
        </button>
      </form>
      <form class="range" method="post" action={routes.decideClaim(id, 'refuse')}>
        <label>
          Why not
          <input type="text" name="reason" required maxLength={500} value={reason} />
        </label>
        <button class="button" type="submit">
          Refuse<span class="visually-hidden">{of}</span>
        </button>
      </form>
    </>
  )
}
