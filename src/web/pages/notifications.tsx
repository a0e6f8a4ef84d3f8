import type { Notice } from '../../community/notifications/notification-queries.ts'
import { routes } from '../routes.ts'
import { fullDate, shortDate } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import { titleHtml } from '../views/math.tsx'
import type { Site } from '../views/site.ts'

interface NotificationsPageProps {
  site: Site
  notices: Notice[]
  previous?: string
  next?: string
}

/** What happened that concerns the one who reads. */
export function NotificationsPage({ site, notices, previous, next }: NotificationsPageProps) {
  const title = 'Notifications'
  return (
    <Layout site={site} head={{ title, description: 'Replies, mentions and comments on your papers.' }}>
      <h1 class="page-title">{title}</h1>
      {notices.length === 0 && (
        <p class="lead">
          Nothing yet. You are told here of replies, of mentions, and of comments on your papers.
        </p>
      )}
      <p>
        <a href={routes.mailChoices()}>What also comes by mail</a>
      </p>
      {notices.some(({ isRead }) => !isRead) && (
        <form class="form-row" method="post" action={routes.markRead()}>
          <button class="button" type="submit">
            Mark all as read
          </button>
        </form>
      )}
      <ul class="told">
        {notices.map((notice) => (
          <li key={notice.id} {...(!notice.isRead && { class: 'unread' })}>
            <NoticeLine notice={notice} now={site.now} />
          </li>
        ))}
      </ul>
      {(previous || next) && (
        <nav class="paging" aria-label="Parts of this list">
          {previous && (
            <a class="button" href={previous} rel="prev">
              ‹ Newer
            </a>
          )}
          {next && (
            <a class="button" href={next} rel="next">
              Older ›
            </a>
          )}
        </nav>
      )}
    </Layout>
  )
}

function NoticeLine({ notice, now }: { notice: Notice; now: number }) {
  const { id, kind, actor, paperId, title, commentId, createdAt, isRead, isMuted } = notice
  const at = new Date(createdAt).toISOString()
  const decideAt = decide[kind]
  const address = paperId && (commentId ? routes.comment(paperId, commentId) : routes.paper(paperId))
  return (
    <>
      <p>
        {!isRead && <span class="badge">new</span>} {actor && <a href={routes.person(actor)}>@{actor}</a>}{' '}
        {notice.sentence ?? does[kind] ?? ''}{' '}
        {address && <a href={address} dangerouslySetInnerHTML={titleHtml(title ?? paperId)} />}{' '}
        <time class="quiet" dateTime={at} title={fullDate(at)}>
          {shortDate(at.slice(0, 10), now)}
        </time>
      </p>
      <div class="comment-tools">
        {!isRead && (
          <form method="post" action={routes.markRead()}>
            <input type="hidden" name="id" value={id} />
            <button type="submit">Mark as read</button>
          </form>
        )}
        {decideAt !== undefined && <a href={decideAt}>Decide</a>}
        {kind === 'search' && <a href={routes.savedSearches()}>Your searches</a>}
        {paperId && commentId && (
          <form method="post" action={routes.mute(paperId)}>
            <input type="hidden" name="mute" value={isMuted ? 'off' : 'on'} />
            <button type="submit">{isMuted ? 'Muted: tell me again' : 'Mute this discussion'}</button>
          </form>
        )}
      </div>
    </>
  )
}

const does: Record<string, string> = {
  reply: 'replied to you on',
  mention: 'mentioned you on',
  comment: 'commented on your paper',
  'waiting-claim': 'claims to be an author of',
  'waiting-submission': 'submitted, for you to decide,',
}

/** Where those who may decide do so. */
const decide: Record<string, string> = {
  'waiting-claim': routes.adminClaims(),
  'waiting-submission': routes.adminEditions(),
}
