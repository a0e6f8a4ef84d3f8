import { type LogEntry, loggedActions } from '../../community/moderation/log.ts'
import { steps } from '../../community/moderation/steps.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { LogPaging } from '../views/log-paging.tsx'
import type { Site } from '../views/site.ts'
import { SubjectLink } from '../views/subject-link.tsx'
import type { Paging } from './page-props.ts'

export interface ModerationLogPageProps {
  site: Site
  entries: LogEntry[]
  filter: { action?: string; kind?: string }
  paging: Paging
  /** The reader is a moderator. */
  canUndo: boolean
}

/** Everything that moderators did, for everyone. */
export function ModerationLogPage({ site, entries, filter, paging, canUndo }: ModerationLogPageProps) {
  const head = {
    title: 'Log of moderation',
    description: `What the moderators of ${site.name} did, and why.`,
    ...(paging.from <= 1 && Object.keys(filter).length === 0 && { path: routes.moderationLog() }),
  }
  return (
    <Layout site={site} head={head}>
      <div class="after-head">
        <h1 class="page-title">Log of moderation</h1>
        <p class="quiet">
          What moderators, curators and admins did, and why. What was taken back later is marked.
        </p>
        {canUndo && (
          <p>
            <a href={routes.moderation()}>What waits for moderators</a>
          </p>
        )}
        <Filter filter={filter} />
      </div>
      {entries.length === 0 ? (
        <p class="lead">Nothing{Object.keys(filter).length > 0 ? ' of this kind' : ''} was done so far.</p>
      ) : (
        <ol class="log">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} canUndo={canUndo} />
          ))}
        </ol>
      )}
      <LogPaging paging={paging} label="Parts of the log" />
    </Layout>
  )
}

const kinds = ['comment', 'paper', 'person', 'domain']

function Filter({ filter }: Pick<ModerationLogPageProps, 'filter'>) {
  return (
    <form class="range" method="get" action={routes.moderationLog()}>
      <label>
        What was done
        <select name="action">
          <option value="">anything</option>
          {loggedActions.map(({ action, label }) => (
            <option key={action} value={action} selected={action === filter.action}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        To what
        <select name="kind">
          <option value="">anything</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind} selected={kind === filter.kind}>
              {kind}
            </option>
          ))}
        </select>
      </label>
      <button class="button" type="submit">
        Show
      </button>
    </form>
  )
}

function Entry({ entry, canUndo }: { entry: LogEntry; canUndo: boolean }) {
  const iso = new Date(entry.at).toISOString()
  const { kind, id } = entry.subject
  return (
    <li id={`entry-${entry.id}`}>
      <p>
        <time dateTime={iso}>{iso.slice(0, 16).replace('T', ' ')}</time> <Doer by={entry.by} /> {entry.did}{' '}
        <SubjectLink {...{ kind, id }} called={entry.called} paperId={entry.paperId} />
        {entry.isUndone && <span class="quiet"> (taken back later)</span>}
      </p>
      <p class="quiet">{entry.reason}</p>
      {canUndo && entry.inverse && !entry.isUndone && <UndoForm entry={entry} />}
      {canUndo && kind === 'comment' && <a href={routes.reportForm(kind, id)}>What it says</a>}
    </li>
  )
}

function Doer({ by }: Pick<LogEntry, 'by'>) {
  if (by === null) return <>Whoever runs the site</>
  if (by === 'who-has-left') return <>Somebody who has left</>
  return <a href={routes.person(by.name)}>@{by.name}</a>
}

function UndoForm({ entry: { subject, inverse } }: { entry: LogEntry }) {
  if (!inverse) return null
  return (
    <details>
      <summary>{steps[inverse].label}</summary>
      <form class="form" method="post" action={routes.moderationSteps()}>
        <input type="hidden" name="step" value={inverse} />
        <input type="hidden" name="kind" value={subject.kind} />
        <input type="hidden" name="id" value={subject.id} />
        <input type="hidden" name="next" value={routes.moderationLog()} />
        <label>
          Reason
          <input type="text" name="reason" required maxLength={500} />
        </label>
        <button class="button" type="submit">
          {steps[inverse].label}
        </button>
      </form>
    </details>
  )
}
