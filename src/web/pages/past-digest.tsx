import type { DigestName } from '../../digests/archive.ts'
import type { Item, Letter } from '../../digests/letter.ts'
import { routes } from '../routes.ts'
import { digestFeeds } from '../views/digest-feeds.ts'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

interface PastDigestPageProps {
  site: Site
  name: DigestName
  letter: Letter
  previous?: DigestName | undefined
  next?: DigestName | undefined
}

/** Characters of each abstract, as in the mail. */
const ABSTRACT_LENGTH = 420

/** What everybody got of an edition, as a page. */
export function PastDigestPage({ site, name, letter, previous, next }: PastDigestPageProps) {
  const { period } = name
  const { title, items, edition, preferences } = letter
  const head = {
    title: `${period === 'daily' ? 'Daily' : 'Weekly'} digest: ${title}`,
    description: letter.subject,
    path: routes.pastDigest(name),
    type: 'article' as const,
    feeds: digestFeeds(site).filter(({ list }) => list === routes.archive(period)),
  }
  return (
    <Layout site={site} head={head}>
      <div class="prose past-digest">
        <Crumbs name={name} />
        <h1>{title}</h1>
        <ol>
          {items.map((item) => (
            <li key={item.url}>
              <Paper item={item} />
            </li>
          ))}
        </ol>
        <p>
          <a href={edition.url}>{edition.text}</a>
          {' · '}
          <a href={preferences.url}>{preferences.text}</a>
        </p>
        <Neighbours previous={previous} next={next} />
      </div>
    </Layout>
  )
}

function Crumbs({ name: { period, key } }: { name: DigestName }) {
  return (
    <nav class="crumbs" aria-label="You are here">
      <ol>
        <li>
          <a href={routes.archive()}>Past digests</a>
        </li>
        <li>
          <a href={routes.archive(period)}>{period === 'daily' ? 'Daily' : 'Weekly'}</a>
        </li>
        <li aria-current="page">{key}</li>
      </ol>
    </nav>
  )
}

function Paper({ item: { title, url, authors, why, votes, comments, abstract } }: { item: Item }) {
  const short = abstract(ABSTRACT_LENGTH)
  return (
    <article>
      <h2>
        <a href={url}>{title}</a>
      </h2>
      <p class="quiet">
        {authors}
        <br />
        {why} · {votes} · <a href={comments.url}>{comments.text}</a>
      </p>
      {short !== '' && <p>{short}</p>}
    </article>
  )
}

function Neighbours({ previous, next }: Pick<PastDigestPageProps, 'previous' | 'next'>) {
  if (!previous && !next) return null
  return (
    <nav class="paging" aria-label="Digests before and after">
      {previous && (
        <a class="button" href={routes.pastDigest(previous)} rel="prev" data-key="ArrowLeft">
          ‹ {previous.key}
        </a>
      )}
      {next && (
        <a class="button" href={routes.pastDigest(next)} rel="next" data-key="ArrowRight">
          {next.key} ›
        </a>
      )}
    </nav>
  )
}
