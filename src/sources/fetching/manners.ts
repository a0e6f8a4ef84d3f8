// How each host wants to be asked. arXiv's rule (https://info.arxiv.org/help/api/tou.html) counts all its addresses and
// all machines of an installation together: one request every three seconds, one connection.

import type { SourceName } from '../../source-spec.ts'

export interface Manners {
  /** What the rule holds for: one name for all addresses that count together. */
  host: string
  /** Milliseconds from the end of a request to the beginning of the next. */
  pauseMs: number
}

const pauses: Record<SourceName | 'datacite', number> = {
  arxiv: 3_000,
  'arxiv-feed': 3_000,
  'arxiv-api': 3_000,
  // 500 requests in five minutes.
  'hf-daily': 700,
  biorxiv: 1_000,
  medrxiv: 1_000,
  openreview: 1_000,
  acl: 1_000,
  openalex: 200,
  // Without a key all the world shares one limit.
  'semantic-scholar': 3_000,
  crossref: 300,
  datacite: 300,
  github: 1_000,
}

/** `testPauseMs` is TEST_POLITENESS_MS: it takes the place of every pause. */
export function mannersOf(
  source: SourceName | 'datacite',
  url: string,
  testPauseMs: number | undefined,
): Manners {
  const host = source.startsWith('arxiv') ? 'arxiv' : new URL(url).host
  return { host, pauseMs: testPauseMs ?? pauses[source] }
}

/** Of a source that said "too often" or "closed" without saying for how long: ten minutes for arXiv. */
export const busyMs = ({ pauseMs }: Manners): number => pauseMs * 200

/** After no answer or a broken one. */
export const stumbleMs = ({ pauseMs }: Manners): number => pauseMs * 5
