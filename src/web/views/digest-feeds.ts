import { routes } from '../routes.ts'
import type { PageFeed } from './layout.tsx'
import type { Site } from './site.ts'

/** The digests as feeds: who reads feeds needs no mail. */
export const digestFeeds = ({ name }: Pick<Site, 'name'>): (PageFeed & { about: string })[] => [
  {
    title: `${name}: Daily digests`,
    list: routes.archive('daily'),
    about: 'What comes by mail, a day in one entry.',
  },
  {
    title: `${name}: Weekly digests`,
    list: routes.archive('weekly'),
    about: 'The first papers of a week in one entry.',
  },
]
