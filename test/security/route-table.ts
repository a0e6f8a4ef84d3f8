// Every address of the site with what it needs, an example, and how it answers whoever may. Add a line to the part of
// the site for each address: permissions.test.ts asks for it as every role, and the other tests of this folder attack it.

import type { Door } from './door.ts'
import type { RouteLine } from './route-line.ts'
import { routesOfAccounts, signingOut } from './routes-of-accounts.ts'
import { routesOfApi } from './routes-of-api.ts'
import { routesOfChannels } from './routes-of-channels.ts'
import { routesOfDigests } from './routes-of-digests.ts'
import { routesOfModeration } from './routes-of-moderation.ts'
import { routesOfPapers } from './routes-of-papers.ts'
import { routesOfPrograms } from './routes-of-programs.ts'
import { routesOfReading } from './routes-of-reading.ts'
import { routesOfSearches } from './routes-of-searches.ts'
import { routesOfWebhooks } from './routes-of-webhooks.ts'

export const routeTable: readonly RouteLine[] = [
  ...[...routesOfPrograms, ...routesOfApi],
  ...[...routesOfReading, ...routesOfPapers, ...routesOfModeration, ...routesOfAccounts, ...routesOfWebhooks],
  ...routesOfDigests,
  ...routesOfChannels,
  ...routesOfSearches,
  signingOut,
]

/** What the line is about. */
export const ownerOf = (line: RouteLine, door: Door) =>
  line.owned ? { owner: door.people.owner.id, role: 'reader' as const } : undefined

export const methodOf = ({ route }: RouteLine): string => route.split(' ')[0] ?? 'GET'

/** Forms that have fields, each once. */
export const formLines: readonly RouteLine[] = [
  ...new Map(
    routeTable
      .filter((line) => methodOf(line) === 'POST' && line.fields !== undefined)
      .map((line) => [
        `${line.route} ${line.needs === 'sign-in' || !line.route.includes('*') ? '' : line.path}`,
        line,
      ]),
  ).values(),
]
