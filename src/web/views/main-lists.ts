import { routes } from '../routes.ts'
import type { PageFeed } from './layout.tsx'
import type { Site } from './site.ts'

/** The lists that people follow. */
export const mainLists = ({ name }: Pick<Site, 'name'>): (PageFeed & { about: string })[] => [
  { title: name, list: routes.papers(), about: 'The papers of each edition, as they are chosen.' },
  {
    title: `${name}: Trending papers`,
    list: routes.trending(),
    about: 'Those that gather upvotes now, the hottest first.',
  },
  {
    title: `${name}: All new papers`,
    list: routes.newest(),
    about: 'Everything that comes in, of all categories.',
  },
]
