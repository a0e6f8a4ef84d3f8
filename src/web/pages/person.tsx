import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { NoPapers } from '../views/no-papers.tsx'
import { PaperList } from '../views/paper-list.tsx'
import type { PersonPageProps } from './page-props.ts'

/** Who put papers on the lists. */
export function PersonPage({ site, name, fullname, kind, papers, paging }: PersonPageProps) {
  const head = {
    title: fullname ? `${fullname} (${name})` : name,
    description: `Papers that ${fullname ?? name} put on the lists of ${site.name}.`,
    ...(paging.from <= 1 && { path: routes.person(name) }),
  }
  return (
    <Layout site={site} head={head}>
      <div class="after-head">
        <h1 class="page-title">{fullname ?? name}</h1>
        {fullname && fullname !== name && <p class="quiet">@{name}</p>}
        <p class="quiet">
          {kind === 'member'
            ? 'A member of this site.'
            : 'Named by a list that was imported here; not a member of this site.'}
        </p>
      </div>
      <h2 class="list-title">Papers submitted</h2>
      {papers.length > 0 ? (
        <PaperList papers={papers} paging={paging} now={site.now} />
      ) : (
        <NoPapers>Nothing was submitted under this name.</NoPapers>
      )}
    </Layout>
  )
}
