import type { OfferedPaper } from '../../community/claims/claim-by-orcid.ts'
import type { NamedClaim } from '../../community/claims/claim-queries.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { NoPapers } from '../views/no-papers.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface OwnClaimsPageProps {
  site: Site
  /** Newest first. */
  claims: readonly NamedClaim[]
  /** Papers that name their ORCID and that they have not claimed. */
  offered: readonly OfferedPaper[]
}

/** The papers that a member claimed, what became of it, and whether their page shows them. */
export function OwnClaimsPage({ site, claims, offered }: OwnClaimsPageProps) {
  const head = { title: 'Your papers', description: 'Papers whose author you said you are.' }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Your papers</h1>
        <SettingsLinks here={routes.ownClaims()} />
        {offered.length > 0 && <Offered papers={offered} />}
        {claims.length === 0 ? (
          <NoPapers>
            You have claimed no paper yet. The page of each paper has a link for its authors.
          </NoPapers>
        ) : (
          <ul class="choices">
            {claims.map((claim) => (
              <li key={claim.id}>
                <Claim claim={claim} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Layout>
  )
}

function Offered({ papers }: { papers: readonly OfferedPaper[] }) {
  return (
    <section>
      <h2>Papers with your ORCID</h2>
      <p>
        Their registries say that you are an author of these. One press claims each; nobody need look at it.
      </p>
      <ul class="choices">
        {papers.map(({ paperId, title, authorName }) => (
          <li key={paperId}>
            <form method="post" action={routes.claimByOrcid(paperId)}>
              <p class="choice">
                <a href={routes.paper(paperId)}>{plainLatex(title)}</a>
              </p>
              <p class="quiet">As {authorName}</p>
              <button class="button" type="submit">
                Claim it<span class="visually-hidden">: {plainLatex(title)}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Claim({ claim: { id, paper_id, title, author_name, state, reason, shown } }: { claim: NamedClaim }) {
  const name = plainLatex(title)
  return (
    <>
      <p class="choice">
        <a href={routes.paper(paper_id)}>{name}</a>
      </p>
      <p class="quiet">
        As {author_name}: {states[state] ?? state}
        {reason !== null && ` ${reason}`}
      </p>
      {state === 'refused' && (
        <p>
          <a class="button" href={routes.claim(paper_id, author_name)}>
            Claim it again<span class="visually-hidden">: {name}</span>
          </a>
        </p>
      )}
      {state === 'approved' && (
        <form method="post" action={routes.showClaim(id)}>
          <input type="hidden" name="shown" value={shown === 1 ? 'no' : 'yes'} />
          <button class="button" type="submit">
            {shown === 1 ? 'Hide it on your page' : 'Show it on your page'}
            <span class="visually-hidden">: {name}</span>
          </button>
        </form>
      )}
    </>
  )
}

const states: Record<string, string> = {
  waiting: 'an admin is yet to look at it.',
  approved: 'confirmed.',
  refused: 'refused.',
}
