// When sources are asked by themselves. Times are UTC where no zone is named.

import { Cron } from 'croner'
import type { SourceName } from '../source-spec.ts'

/** Times that come again and again. */
export interface Times {
  cron: string
  /** IANA name; UTC by default. */
  timezone?: string
}

/**
 * arXiv announces at 20:00 US Eastern and rebuilds its feeds at midnight there; a feed that has not changed costs one
 * empty answer. Minutes are odd on purpose: full hours are when everybody asks.
 */
export const sourceTimes: Record<SourceName, Times> = {
  'arxiv-feed': { cron: '17 0,1,2,4,7,11 * * 1-5', timezone: 'America/New_York' },
  arxiv: { cron: '23 1,22 * * *', timezone: 'America/New_York' },
  'arxiv-api': { cron: '41 3 * * *', timezone: 'America/New_York' },
  'hf-daily': { cron: '7,27,47 * * * *' },
  biorxiv: { cron: '33 4,10,16,22 * * *' },
  medrxiv: { cron: '37 4,10,16,22 * * *' },
  openreview: { cron: '19 5 * * *' },
  acl: { cron: '29 5 * * 1' },
  openalex: { cron: '11 6,18 * * *' },
  'semantic-scholar': { cron: '21 6,18 * * *' },
  crossref: { cron: '31 6,18 * * *' },
  github: { cron: '51 * * * *' },
}

/** Milliseconds UTC of the first of these times after `now`. */
export function nextRun({ cron, timezone = 'UTC' }: Times, now: number): number {
  const next = new Cron(cron, { timezone, paused: true }).nextRun(new Date(now))
  if (!next) throw new Error(`The schedule ${cron} never comes.`)
  return next.getTime()
}
