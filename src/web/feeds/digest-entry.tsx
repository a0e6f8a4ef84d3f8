import { renderToString } from 'preact-render-to-string'
import type { DigestName } from '../../digests/archive.ts'
import type { Item, Letter } from '../../digests/letter.ts'
import { routes } from '../routes.ts'
import type { FeedEntry } from './feed.ts'
import { digestTag } from './tag-uri.ts'

/** Characters of each abstract, as in the mail. */
const ABSTRACT_LENGTH = 420

/** A whole digest as one entry. Votes and comments are left out: they change, and it would seem new each time. */
export function digestEntry(
  { name: siteName, publicUrl }: { name: string; publicUrl: string },
  name: DigestName,
  letter: Letter,
  closedAt: number,
): FeedEntry {
  const { title, items, edition } = letter
  return {
    id: digestTag(publicUrl, name.period, name.key),
    title: `${title}: ${items[0]?.title ?? ''}`,
    url: `${publicUrl}${routes.pastDigest(name)}`,
    html: renderToString(<Digest letter={letter} />),
    published: closedAt,
    updated: closedAt,
    authors: [{ name: siteName, url: `${publicUrl}${routes.front()}` }],
    categories: [],
    related: [{ url: edition.url, title: edition.text }],
  }
}

const Digest = ({ letter: { items, edition } }: { letter: Letter }) => (
  <>
    {items.map((item) => (
      <Entry key={item.url} item={item} />
    ))}
    <p>
      <a href={edition.url}>{edition.text}</a>
    </p>
  </>
)

function Entry({ item: { title, url, authors, why, abstract } }: { item: Item }) {
  const short = abstract(ABSTRACT_LENGTH)
  return (
    <>
      <h2>
        <a href={url}>{title}</a>
      </h2>
      <p>
        {authors} · {why}
      </p>
      {short !== '' && <p>{short}</p>}
    </>
  )
}
