import { MOST_COUNTED } from '../../community/notifications/notification-queries.ts'
import { routes } from '../routes.ts'
import { SearchField } from './search-field.tsx'
import type { Site } from './site.ts'

const sections = {
  today: { name: 'Today', href: routes.front(), key: 'g d' },
  trending: { name: 'Trending', href: routes.trending(), key: 'g t' },
  new: { name: 'New', href: routes.newest(), key: 'g n' },
  following: { name: 'Following', href: routes.following(), key: 'g f' },
  sources: { name: 'Sources', href: routes.sources(), key: 'g s' },
  about: { name: 'About', href: routes.about(), key: 'g a' },
}

export type Section = keyof typeof sections

/** Strangers follow nothing. */
function sectionsFor({ viewer }: Site): Partial<typeof sections> {
  if (viewer) return sections
  const { following: _, ...others } = sections
  return others
}

interface MastheadProps {
  site: Site
  section?: Section
  /** What was searched for. */
  search?: string
}

/** The name of the newspaper, the search field and the five sections. */
export function Masthead({ site, section, search = '' }: MastheadProps) {
  return (
    <header class="masthead">
      <div class="wrap">
        <a class="wordmark" href={routes.front()}>
          Broadsheet
        </a>
        <SearchField papers={site.papers} text={search} />
        <nav aria-label="Sections">
          <ul class="sections">
            {Object.entries(sectionsFor(site)).map(([id, { name, href, key }]) => (
              <li key={id}>
                <a href={href} data-key={key} {...(id === section && { 'aria-current': 'true' as const })}>
                  {name}
                </a>
              </li>
            ))}
            <li class="account">
              {site.viewer ? (
                <>
                  <a href={routes.notifications()}>
                    <span class="visually-hidden">Notifications: </span>
                    {unreadText(site.viewer.unread ?? 0)}
                  </a>
                  <a href={routes.person(site.viewer.name)}>@{site.viewer.name}</a>
                </>
              ) : (
                <a href={routes.signIn()}>Sign in</a>
              )}
            </li>
          </ul>
        </nav>
      </div>
    </header>
  )
}

/** No more are counted than the masthead has a place for. */
function unreadText(count: number): string {
  if (count === 0) return 'Inbox'
  return count < MOST_COUNTED ? `${count} new` : `${MOST_COUNTED - 1}+ new`
}
