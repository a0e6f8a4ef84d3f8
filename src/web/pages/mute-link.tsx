import type { MuteLink } from '../../community/notifications/mute-link.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { titleHtml } from '../views/math.tsx'
import type { Site } from '../views/site.ts'

interface MuteLinkPageProps {
  site: Site
  /** Of the paper. */
  title: string
  link: MuteLink
  isMuted: boolean
}

/** Where the link of a mail leads that mutes a discussion. */
export function MuteLinkPage({ site, title, link, isMuted }: MuteLinkPageProps) {
  const heading = isMuted ? 'This discussion is muted' : 'Mute a discussion'
  return (
    <Layout site={site} head={{ title: heading, description: heading }}>
      <h1 class="page-title">{heading}</h1>
      <p class="lead">
        <a href={routes.paper(link.paperId)} dangerouslySetInnerHTML={titleHtml(title)} />
      </p>
      {isMuted ? (
        <p>You hear nothing more of it. Its page has a button that undoes this.</p>
      ) : (
        <form class="form" method="post" action={routes.muteByLink()}>
          <input type="hidden" name="person" value={link.personId} />
          <input type="hidden" name="paper" value={link.paperId} />
          <input type="hidden" name="token" value={link.token} />
          <button class="button" type="submit">
            Mute this discussion
          </button>
        </form>
      )}
    </Layout>
  )
}
