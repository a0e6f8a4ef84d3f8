import type { StopLink } from '../../community/notifications/stop-link.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { mailKindWords } from '../views/mail-kind-words.ts'
import type { Site } from '../views/site.ts'

interface StopMailsPageProps {
  site: Site
  link: StopLink
  isStopped: boolean
}

/** Where the link of a mail leads that stops all mails of its kind. */
export function StopMailsPage({ site, link, isStopped }: StopMailsPageProps) {
  const heading = isStopped ? 'These mails are stopped' : 'Stop these mails'
  return (
    <Layout site={site} head={{ title: heading, description: heading }}>
      <h1 class="page-title">{heading}</h1>
      {isStopped ? (
        <p>
          None of this kind comes any more; the site still shows it among your{' '}
          <a href={routes.notifications()}>notifications</a>. Your settings have{' '}
          <a href={routes.mailChoices()}>all kinds</a>.
        </p>
      ) : (
        <>
          <p>No mail comes to you any more when this happens: {mailKindWords[link.kind].toLowerCase()}.</p>
          <form class="form" method="post" action={routes.stopMails(link)}>
            <input type="hidden" name="List-Unsubscribe" value="One-Click" />
            <button class="button" type="submit">
              Stop them
            </button>
          </form>
        </>
      )}
    </Layout>
  )
}
