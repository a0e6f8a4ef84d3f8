// What every page knows about the site that serves it.

import type { Role } from '../../accounts/roles.ts'

export interface Site {
  /** `SITE_NAME`. */
  name: string
  /** `SITE_CURATOR`. */
  curator?: string
  /** How the site is reached, without a slash at the end. */
  publicUrl: string
  /** Milliseconds UTC; dates of this year are written without the year. */
  now: number
  /** The day whose edition is today's, by the site's time zone and cut-off. */
  today: string
  /** The store is empty and the bundled sample edition is shown. */
  sample: boolean
  /** It asks sources for papers by itself. */
  harvests?: boolean
  /** How many papers can be searched, where that is counted. */
  papers?: number
  /** What is late of the sources, in a sentence; lists show it. */
  late?: string
  /** Shown on each page while a test clock is set. */
  testClock?: string
  assets: SiteAssets
  /** Who reads, where they are signed in. */
  viewer?: {
    name: string
    role: Role
    /** Notifications that wait. */
    unread?: number
    /** They may little more than read. */
    suspended?: true
  }
}

/** Addresses of the built files, with their hashes in the name. */
export interface SiteAssets {
  css: string
  script: string
  /** Fonts to preload. */
  fonts: string[]
}
