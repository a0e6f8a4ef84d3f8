// What a channel is told, before it takes the form of a service.

import type { Item, Letter } from '../../digests/letter.ts'

export interface Bulletin {
  /** “Daily Papers: Wednesday, 29 October 2025” */
  heading: string
  /** None: it is a test. */
  items: readonly Item[]
  /** Where there is more of it. */
  more: { text: string; url: string }
}

/** The same as the mail of that edition says. */
export const bulletinOf = ({ siteName, title, items, edition }: Letter): Bulletin => ({
  heading: `${siteName}: ${title}`,
  items,
  more: edition,
})

export const testBulletin = (siteName: string, site: string): Bulletin => ({
  heading: `${siteName}: a test`,
  items: [],
  more: { text: `Digests of ${siteName} arrive here.`, url: site },
})

/** Characters of an abstract in messages that have some. */
export const MESSAGE_ABSTRACT = 220
