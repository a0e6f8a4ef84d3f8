import { shortCount } from '../../count-text.ts'
import { toBibtex } from '../../papers/citations/bibtex-entry.ts'
import { paperAddress, sourceOf } from '../../papers/identifiers/identifiers.ts'
import type { LinkKind, ListedPaper } from '../../papers/paper.ts'
import { preferredLink } from '../../papers/preferred-link.ts'
import { routes } from '../routes.ts'
import { Stars } from './entry-facts.tsx'
import type { OwnFollows } from './follow-form.tsx'
import { FollowMenu } from './follow-menu.tsx'
import { OutsideLink } from './outside-link.tsx'
import type { Site } from './site.ts'
import { VoteForm } from './vote-form.tsx'
import { webAddress } from './web-address.ts'

const pageNames = {
  arxiv: 'arXiv page',
  acl: 'ACL Anthology page',
  biorxiv: 'bioRxiv page',
  medrxiv: 'medRxiv page',
  openreview: 'OpenReview page',
  doi: 'Publisher’s page',
  file: 'Page of the paper',
}

interface PaperActionsProps {
  site: Site
  paper: ListedPaper
  /** Of the member who reads. */
  follows: OwnFollows
}

/** What a reader does next: read it at its source, see the code, cite it, follow what it is about. */
export function PaperActions({ site, paper, follows }: PaperActionsProps) {
  const address = paperAddress(paper.id)
  const links = paper.links.filter(({ url }) => webAddress(url))
  const linked = (kind: LinkKind) => preferredLink(links, kind)
  const page = address.abs ?? paper.url
  const pdf = linked('pdf')?.url ?? address.pdf
  const code = linked('code')
  const project = linked('project')
  return (
    <div class="actions">
      {!site.sample && <Vote paper={paper} />}
      {page && webAddress(page) && <Action href={page}>{pageNames[sourceOf(paper.id)]}</Action>}
      {pdf && <Action href={pdf}>PDF</Action>}
      {code && (
        <Action href={code.url}>
          Code <Stars count={code.stars} />
        </Action>
      )}
      {project && <Action href={project.url}>Project</Action>}
      {!site.sample && <FollowMenu paper={paper} follows={follows} />}
      <Cite paper={paper} />
      {site.viewer && !site.sample && (
        <a class="quiet" href={routes.reportForm('paper', paper.id)}>
          Report
        </a>
      )}
    </div>
  )
}

/** Who isn't signed in is led to where they can. */
function Vote({ paper }: { paper: ListedPaper }) {
  if (paper.ownVote !== undefined) return <VoteForm paper={paper} large />
  return (
    <a class="button" href={routes.signIn(routes.paper(paper.id))} title="Sign in to upvote">
      <span class="arrow" aria-hidden="true">
        ▲
      </span>{' '}
      Upvote {paper.votes > 0 && <span>{shortCount(paper.votes)}</span>}
    </a>
  )
}

function Action({ href, children }: { href: string; children: preact.ComponentChildren }) {
  return (
    <OutsideLink class="button" href={href}>
      {children}
    </OutsideLink>
  )
}

const citationFiles = [
  { suffix: 'bib', name: 'BibTeX (.bib)' },
  { suffix: 'ris', name: 'RIS (.ris)' },
  { suffix: 'csl.json', name: 'CSL-JSON (.csl.json)' },
  { suffix: 'md', name: 'Markdown (.md)' },
] as const

function Cite({ paper }: { paper: ListedPaper }) {
  return (
    <details class="cite">
      <summary class="button">Cite</summary>
      <pre>
        <code>{toBibtex(paper)}</code>
      </pre>
      <ul>
        {citationFiles.map(({ suffix, name }) => (
          <li key={suffix}>
            <a href={routes.paperFile(paper.id, suffix)}>{name}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}
