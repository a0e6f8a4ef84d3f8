// What an admin should look at, in sentences; nothing where all is well.

import { counted, sizeOf } from '../../count-text.ts'
import { agoText } from '../../sources/freshness/time-text.ts'
import { routes } from '../routes.ts'
import type { Overview } from './overview.ts'

export interface Concern {
  says: string
  /** Where to look. */
  href?: string
}

const MINUTE_MS = 60_000
const JOB_LATE_MS = 10 * MINUTE_MS
const BACKUP_OLD_MS = 36 * 60 * MINUTE_MS
const INDEX_LATE_S = 60
const LOW_DISK = 1_073_741_824

/** The worst first. */
export const concernsOf = (overview: Overview, now: number): Concern[] => [
  ...ofStore(overview, now),
  ...ofWork(overview, now),
  ...ofDeliveries(overview),
  ...ofSources(overview),
]

function* ofStore({ figures, disk, backups, search, nodes }: Overview, now: number): Iterable<Concern> {
  const { integrity, backup } = figures
  const [damage] = integrity?.problems ?? []
  if (damage !== undefined)
    yield { says: `The database is damaged: ${damage}. Restore the last backup that was found whole.` }
  if (disk && disk.free < LOW_DISK) yield { says: `Only ${sizeOf(disk.free)} are free for ${disk.folder}.` }
  if (backups?.problem !== undefined)
    yield { says: `${backups.folder} (BACKUP_FOLDER) can’t be read (${backups.problem}).` }
  if (backup && now - backup.at > BACKUP_OLD_MS)
    yield { says: `The last backup was made ${agoText(backup.at, now)}.` }
  if (backup?.left !== undefined) yield { says: `Older backups could not be removed: ${backup.left}` }
  const behind = Math.max(
    search.figures.behind,
    ...nodes.filter((node) => node.isAlive).map((node) => node.behind),
  )
  if (behind > INDEX_LATE_S)
    yield { says: `Search has been behind the papers for ${counted(Math.round(behind / 60), 'minute')}.` }
}

function* ofWork({ figures, jobs, nodes, errorsLastHour }: Overview, now: number): Iterable<Concern> {
  if (errorsLastHour > 0)
    yield {
      says: `${counted(errorsLastHour, 'request')} failed in the last hour: the log has each, with its status from 500 on.`,
    }
  const failed = figures.jobs.get('failed') ?? 0
  const [last] = jobs.filter(({ state }) => state === 'failed')
  if (failed > 0)
    yield {
      says: `${counted(failed, 'job')} failed for good${last ? `; the last was ${last.kind}: ${last.error}` : ''}`,
      href: '#jobs',
    }
  const { job } = figures.oldest
  if (job !== null && now - job > JOB_LATE_MS)
    yield { says: `A job was due ${agoText(job, now)}, and nobody takes it.`, href: '#jobs' }
  const alive = nodes.filter(({ isAlive }) => isAlive)
  const versions = new Set(alive.map(({ version }) => version))
  if (versions.size > 1)
    yield { says: `Nodes run different versions: ${[...versions].join(', ')}.`, href: '#nodes' }
  if (alive.length > 0 && !alive.some(({ works }) => works))
    yield { says: 'No node does the jobs: JOBS is off on all of them.', href: '#nodes' }
}

function* ofDeliveries({ figures, hasMailServer }: Overview): Iterable<Concern> {
  const { mails, digests, webhooks } = figures
  const [waiting, failed, doubtful] = ['waiting', 'failed', 'doubtful'].map((state) => mails.get(state) ?? 0)
  if (failed || doubtful)
    yield {
      says: `${counted(failed ?? 0, 'mail')} failed, and ${doubtful} may or may not have arrived.`,
      href: routes.mails(),
    }
  if (waiting && !hasMailServer)
    yield { says: `${counted(waiting, 'mail')} can’t be sent: SMTP_URL is not set.`, href: routes.mails() }
  const lost = (digests.get('failed') ?? 0) + (digests.get('doubtful') ?? 0)
  if (lost > 0)
    yield {
      says: `${counted(lost, 'digest')} failed, or may or may not have arrived.`,
      href: routes.digests(),
    }
  const refused = webhooks.get('failed') ?? 0
  if (refused > 0)
    yield {
      says: `${counted(refused, 'webhook delivery', 'webhook deliveries')} failed.`,
      href: routes.webhooks(),
    }
}

function* ofSources({ sources }: Overview): Iterable<Concern> {
  for (const { source, title, late, failuresInARow, lastError } of sources) {
    const href = routes.source(source)
    if (late) yield { says: late.sentence, href }
    else if (failuresInARow >= 3)
      yield {
        says: `${title} failed ${failuresInARow} times in a row: ${lastError ?? 'it said nothing'}`,
        href,
      }
  }
}
