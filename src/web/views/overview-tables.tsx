// What the page of admins shows as tables and lists of facts.

import { counted, exactCount, sizeOf } from '../../count-text.ts'
import type { Overview } from '../metrics/overview.ts'
import { routes } from '../routes.ts'
import { amountText, durationText } from './duration-text.ts'
import { FactList } from './fact-list.tsx'
import { FoldTable } from './fold-table.tsx'
import { Ago } from './source-words.tsx'

type Parts = { overview: Overview; now: number }

export function NodeTable({ overview, now }: Parts) {
  const { nodes, node: here } = overview
  if (nodes.length === 0) return <p>No node has told of itself yet: each does so once a minute.</p>
  const columns = [
    { name: 'Node' },
    { name: 'State' },
    { name: 'Version' },
    { name: 'Up for' },
    { name: 'Requests a minute', isNumber: true },
    { name: 'Memory', isNumber: true },
  ]
  const rows = nodes.map(({ node, isAlive, works, version, startedAt, seenAt, requests, memory }) => ({
    key: node,
    head: (
      <>
        {node}
        {node === here && <span class="asked-for">this one</span>}
      </>
    ),
    cells: [
      isAlive ? (
        works ? (
          'serves and works'
        ) : (
          'serves'
        )
      ) : (
        <span key="gone" class="state-resting">
          last seen <Ago at={seenAt} now={now} />
        </span>
      ),
      version,
      isAlive ? durationText((now - startedAt) / 1_000) : '–',
      isAlive ? amountText(requests) : '–',
      isAlive ? sizeOf(memory) : '–',
    ],
  }))
  return <FoldTable caption="Nodes of this site" columns={columns} rows={rows} />
}

export function StoreFacts({ overview }: { overview: Overview }) {
  const { database, pool, replicaLagMs, disk, figures, search } = overview
  const { documents, missing, behind, segments, bytes } = search.figures
  return (
    <FactList
      facts={[
        ...(database ? [['Database', database === 'sqlite' ? 'SQLite' : 'PostgreSQL'] as const] : []),
        ...(figures.database
          ? [
              ['Its size', sizeOf(figures.database.bytes)] as const,
              [
                database === 'sqlite' ? 'Its log' : 'Written to its log',
                sizeOf(figures.database.walBytes),
              ] as const,
            ]
          : []),
        ...(pool
          ? [
              [
                'Connections',
                `${pool.open - pool.idle} busy, ${pool.idle} idle, of ${pool.most}; ${counted(pool.waiting, 'query waits', 'queries wait')}`,
              ] as const,
            ]
          : []),
        ...(replicaLagMs === undefined
          ? []
          : [
              [
                'Replica',
                replicaLagMs === null ? 'away' : `${durationText(replicaLagMs / 1_000)} behind`,
              ] as const,
            ]),
        ...(disk
          ? [['Disk of this node', `${sizeOf(disk.free)} free of ${sizeOf(disk.size)}`] as const]
          : []),
        ['Papers in the search', exactCount(documents)],
        [
          'Search is',
          missing === 0 ? 'current' : `${counted(missing, 'change')} and ${durationText(behind)} behind`,
        ],
        ['Its index', `${counted(segments, 'file')}, ${sizeOf(bytes)}`],
      ]}
    />
  )
}

const stateWords = (counts: ReadonlyMap<string, number>, none: string): string => {
  const told = [...counts].filter(([, count]) => count > 0)
  return told.length === 0 ? none : told.map(([state, count]) => `${exactCount(count)} ${state}`).join(', ')
}

export function DeliveryFacts({ overview: { figures } }: { overview: Overview }) {
  const { mails, digests, digestsSent, subscriptions, webhooks } = figures
  return (
    <FactList
      facts={[
        [
          'Mail',
          <a key="mail" href={routes.mails()}>
            {stateWords(mails, 'none yet')}
          </a>,
        ],
        [
          'Digests',
          <a key="digests" href={routes.digests()}>
            {stateWords(digests, 'none waits')}
          </a>,
        ],
        ['Digests sent lately', exactCount(digestsSent)],
        ['Subscriptions', stateWords(subscriptions, 'none yet')],
        [
          'Webhooks',
          <a key="hooks" href={routes.webhooks()}>
            {stateWords(webhooks, 'none yet')}
          </a>,
        ],
      ]}
    />
  )
}

export function JobFacts({ overview, now }: Parts) {
  const { figures, jobs } = overview
  const { job: oldest } = figures.oldest
  return (
    <>
      <p>
        {stateWords(figures.jobs, 'No job yet')}.{' '}
        {oldest !== null && now - oldest > 5_000 && (
          <>
            The oldest that waits was due <Ago at={oldest} now={now} />.
          </>
        )}
      </p>
      {jobs.length > 0 && (
        <ul class="rows">
          {jobs.map(({ kind, state, attempts, maxAttempts, error, at }) => (
            <li key={`${kind} ${at}`}>
              <strong>{kind}</strong>{' '}
              {state === 'failed'
                ? 'failed for good'
                : `failed ${attempts} of ${maxAttempts} times, and goes on`}
              <br />
              <span class="quiet">
                {error}, from <Ago at={at} now={now} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {(figures.jobs.get('failed') ?? 0) > 0 && (
        <form class="form" method="post" action={routes.forgetFailedJobs()}>
          <button class="button" type="submit">
            Forget those that failed for good
          </button>
        </form>
      )}
    </>
  )
}

export function BackupFacts({ overview, now }: Parts) {
  const { backups, figures } = overview
  const { backup, integrity } = figures
  return (
    <>
      {!backup && !backups && (
        <p>
          None are made by themselves: BACKUP_FOLDER is not set. <code>broadsheet backup FILE</code> makes
          one, also while the site serves.
        </p>
      )}
      <FactList
        facts={[
          ['Last backup', <Ago key="at" at={backup?.at} now={now} />],
          ...(backup
            ? [
                ['Its size', sizeOf(backup.bytes)] as const,
                ['Writing and checking took', durationText(backup.ms / 1_000)] as const,
                ['Its file', backup.file] as const,
              ]
            : []),
          ...(backups ? [['Kept on this node', keptText(backups)] as const] : []),
          ['Looked for damage', <Ago key="look" at={integrity?.at} now={now} />],
        ]}
      />
    </>
  )
}

function keptText({ kept }: NonNullable<Overview['backups']>): string {
  const [newest, oldest] = [kept[0], kept.at(-1)]
  if (!newest || !oldest) return 'none yet'
  return `${counted(kept.length, 'backup')}, ${oldest.day} to ${newest.day}`
}
