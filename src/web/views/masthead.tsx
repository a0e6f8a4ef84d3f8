import { routes } from '../routes.ts'

const sections = {
  today: { name: 'Today', href: routes.front(), key: 'g d' },
  trending: { name: 'Trending', href: routes.trending(), key: 'g t' },
  new: { name: 'New', href: routes.newest(), key: 'g n' },
  sources: { name: 'Sources', href: routes.sources(), key: 'g s' },
  about: { name: 'About', href: routes.about(), key: 'g a' },
}

export type Section = keyof typeof sections

/** The name of the newspaper and its five sections. */
export function Masthead({ section }: { section?: Section }) {
  return (
    <header class="masthead">
      <div class="wrap">
        <a class="wordmark" href={routes.front()}>
          Broadsheet
        </a>
        <nav aria-label="Sections">
          <ul class="sections">
            {Object.entries(sections).map(([id, { name, href, key }]) => (
              <li key={id}>
                <a href={href} data-key={key} {...(id === section && { 'aria-current': 'true' as const })}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  )
}
