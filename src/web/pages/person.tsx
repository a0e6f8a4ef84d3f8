import type { Profile } from '../../accounts/profile.ts'
import { counted } from '../../count-text.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { fullDate } from '../views/date-text.ts'
import { FollowForm } from '../views/follow-form.tsx'
import { Layout } from '../views/layout.tsx'
import { NoPapers } from '../views/no-papers.tsx'
import { PaperList } from '../views/paper-list.tsx'
import { ShareMeta } from '../views/share-meta.tsx'
import type { PersonPageProps } from './page-props.ts'

/** Who put papers on the lists. */
export function PersonPage(props: PersonPageProps) {
  const { site, name, fullname, kind, profile, isOwn, reportId, claimed = [], papers, paging } = props
  const { personId, follows } = props
  const head = {
    title: fullname ? `${fullname} (${name})` : name,
    description: `Papers that ${fullname ?? name} put on the lists of ${site.name}.`,
    feeds: [{ title: fullname ?? name, list: routes.person(name) }],
    ...(paging.from <= 1 && { path: routes.person(name), children: <PersonShare {...props} /> }),
  }
  return (
    <Layout site={site} head={head}>
      <div class="after-head">
        <h1 class="page-title">{fullname ?? name}</h1>
        {fullname && fullname !== name && <p class="quiet">@{name}</p>}
        {profile && kind === 'member' ? (
          <Membership profile={profile} />
        ) : (
          <p class="quiet">Named by a list that was imported here; not a member of this site.</p>
        )}
        {isOwn && <OwnLinks isAdmin={profile?.role === 'admin'} />}
        {!isOwn && !site.sample && personId && (
          <FollowForm
            what={{ kind: 'person', text: name, value: personId }}
            follows={follows}
            page={routes.person(name)}
          />
        )}
        {site.viewer && !isOwn && reportId && (
          <p>
            <a class="quiet" href={routes.reportForm('person', reportId)}>
              Report this person
            </a>
          </p>
        )}
      </div>
      {claimed.length > 0 && <Written papers={claimed} />}
      <h2 class="list-title">Papers submitted</h2>
      {papers.length > 0 ? (
        <PaperList papers={papers} paging={paging} now={site.now} />
      ) : (
        <NoPapers>Nothing was submitted under this name.</NoPapers>
      )}
    </Layout>
  )
}

function PersonShare({ site, name, fullname }: PersonPageProps) {
  const path = routes.person(name)
  return (
    <ShareMeta
      site={site}
      path={path}
      card={routes.listCard(path)}
      alt={`${fullname ?? name} on ${site.name}`}
    />
  )
}

function Membership({ profile: { since, role, comments } }: { profile: Profile }) {
  return (
    <p class="quiet">
      Member since <time dateTime={since}>{fullDate(since.slice(0, 10))}</time>
      {role !== 'reader' && (
        <>
          {' '}
          <span class="badge">{role}</span>
        </>
      )}
      {' · '}
      {comments === 0 ? 'no comments yet' : counted(comments, 'comment')}
    </p>
  )
}

function OwnLinks({ isAdmin }: { isAdmin: boolean }) {
  return (
    <p>
      This is you: <a href={routes.settings()}>settings</a>, <a href={routes.ownSubmissions()}>submissions</a>
      , <a href={routes.notifications()}>notifications</a>
      {isAdmin && (
        <>
          {' '}
          · for admins: <a href={routes.people()}>members</a>, <a href={routes.mails()}>mail</a>
        </>
      )}
    </p>
  )
}

function Written({ papers }: { papers: readonly ListedPaper[] }) {
  return (
    <section class="prose">
      <h2>Papers written</h2>
      <ul>
        {papers.map(({ id, title, published }) => (
          <li key={id}>
            <a href={routes.paper(id)}>{plainLatex(title)}</a>
            {published && <span class="quiet"> {fullDate(published.slice(0, 10))}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
