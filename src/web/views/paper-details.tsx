import type { ComponentChildren } from 'preact'
import { doiAddress } from '../../papers/identifiers/doi.ts'
import { printId } from '../../papers/identifiers/identifiers.ts'
import type { Link, LinkKind, ListedPaper, Version } from '../../papers/paper.ts'
import { categoryName, isCategory } from './category-names.ts'
import { dateOnly, fullDate } from './date-text.ts'
import { Stars } from './entry-facts.tsx'
import { abstractHtml } from './math.tsx'
import { OutsideLink } from './outside-link.tsx'
import { shortAddress } from './web-address.ts'

const kindNames: Record<LinkKind, string> = {
  code: 'Code',
  project: 'Project',
  pdf: 'PDF',
  data: 'Datasets',
  model: 'Models',
  demo: 'Demos',
  source: 'At its source',
}

/** Beside the abstract: links by kind, versions, and what the source says of the paper. */
export function PaperDetails({ paper }: { paper: ListedPaper }) {
  return (
    <section aria-labelledby="details">
      <h2 id="details">Details</h2>
      <dl class="details">
        <Links links={paper.links} />
        {paper.media.length > 0 && (
          <Detail name="Pictures and films">
            {paper.media.map((url) => (
              <LinkLine key={url} url={url} />
            ))}
          </Detail>
        )}
        {paper.versions.length > 0 && (
          <Detail name="Versions">
            {paper.versions.map((version) => (
              <VersionLine key={version.number} version={version} />
            ))}
          </Detail>
        )}
        <Categories categories={paper.categories} />
        <Classes classes={paper.categories.filter((category) => !isCategory(category))} />
        <TextDetails paper={paper} />
        <Detail name="Identifier">{breakable(printId(paper.id))}</Detail>
      </dl>
    </section>
  )
}

function TextDetails({ paper }: { paper: ListedPaper }) {
  const { comment, journalRef, doi, organization } = paper
  return (
    <>
      {organization && <Detail name="Organization">{organization.fullname ?? organization.name}</Detail>}
      {paper.venues.length > 0 && <Detail name="Venue">{paper.venues.join('; ')}</Detail>}
      {paper.awards.length > 0 && <Detail name="Awards">{paper.awards.join('; ')}</Detail>}
      {journalRef && <Detail name="Journal reference">{journalRef}</Detail>}
      {doi && (
        <Detail name="DOI">
          <OutsideLink href={doiAddress(doi)}>{breakable(doi)}</OutsideLink>
        </Detail>
      )}
      {comment && !paper.withdrawn && (
        <Detail name="Authors’ comment">
          <span dangerouslySetInnerHTML={abstractHtml(comment)} />
        </Detail>
      )}
      {paper.licence && (
        <Detail name="Licence">
          <OutsideLink href={paper.licence}>{breakable(shortAddress(paper.licence))}</OutsideLink>
        </Detail>
      )}
    </>
  )
}

function Detail({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Links({ links }: { links: Link[] }) {
  const kinds = [...new Set(links.map((link) => link.kind))]
  return (
    <>
      {kinds.map((kind) => (
        <Detail key={kind} name={kindNames[kind]}>
          {links
            .filter((link) => link.kind === kind)
            .map((link) => (
              <LinkLine key={link.url} url={link.url} stars={link.stars} />
            ))}
        </Detail>
      ))}
    </>
  )
}

/** Numbers of the Mathematics Subject Classification and of the ACM's. */
function Classes({ classes }: { classes: string[] }) {
  return classes.length > 0 && <Detail name="Classes (MSC, ACM)">{classes.join('; ')}</Detail>
}

function LinkLine({ url, stars }: { url: string; stars?: number | undefined }) {
  return (
    <p>
      <OutsideLink href={url}>{breakable(shortAddress(url))}</OutsideLink> <Stars count={stars} />
    </p>
  )
}

/** An address that breaks after its slashes before it breaks within a word. */
function breakable(address: string): ComponentChildren {
  return address.split(/(?<=\/)/).map((part, index) => [index > 0 && <wbr />, part])
}

function VersionLine({ version }: { version: Version }) {
  return (
    <p>
      v{version.number}
      {version.at && (
        <>
          ,{' '}
          <time dateTime={version.at} title={fullDate(version.at)}>
            {dateOnly(version.at)}
          </time>
        </>
      )}
      {version.size && <span class="quiet"> ({version.size})</span>}
      {version.withdrawn && <strong class="withdrawn"> withdrawn</strong>}
    </p>
  )
}

function Categories({ categories }: { categories: string[] }) {
  const named = categories.filter(categoryName)
  if (named.length === 0) return null
  return (
    <Detail name="Categories">
      {named.map((category) => (
        <p key={category}>
          {categoryName(category)} <span class="quiet">{category}</span>
        </p>
      ))}
    </Detail>
  )
}
