import type { Reported } from '../../community/moderation/reports.ts'
import type { ShownSubject } from '../../community/moderation/subjects.ts'
import { counted } from '../../count-text.ts'
import { routes } from '../routes.ts'
import { DomainForm } from '../views/domain-form.tsx'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'
import { StepForm } from '../views/step-form.tsx'
import { stepsFor } from '../views/steps-for.ts'
import { SubjectLink } from '../views/subject-link.tsx'

export interface ModerationPageProps {
  site: Site
  /** Those that wait longest. */
  shown: Reported[]
  waiting: number
}

/** What was reported and waits for a decision; for moderators. */
export function ModerationPage({ site, shown, waiting }: ModerationPageProps) {
  const head = { title: 'Moderation', description: `What readers of ${site.name} reported.` }
  return (
    <Layout site={site} head={head}>
      <div class="after-head">
        <h1 class="page-title">Moderation</h1>
        <p class="quiet">
          {waitingText(shown.length, waiting)} All that is decided stands in the{' '}
          <a href={routes.moderationLog()}>public log</a>.
        </p>
      </div>
      {waiting === 0 && <p class="lead">Readers have reported nothing that isn’t settled.</p>}
      {shown.map((reported, i) => (
        <ReportedThing key={reported.subject.id} reported={reported} number={i + 1} />
      ))}
      <h2 class="list-title">Refuse links to a domain</h2>
      <DomainForm step="ban-domain" next={routes.moderation()} />
    </Layout>
  )
}

function waitingText(shown: number, waiting: number): string {
  if (waiting === 0) return 'Nothing waits.'
  const text = counted(waiting, 'thing waits', 'things wait')
  return shown < waiting ? `${text}; here are the ${shown} that wait longest.` : `${text}.`
}

function ReportedThing({ reported: { subject, reports }, number }: { reported: Reported; number: number }) {
  const { kind, id, text, owner, paperId } = subject
  const title = `reported-${number}`
  return (
    <section class="reported-thing" aria-labelledby={title}>
      <h2 id={title}>
        {number}. A {kind}
        {owner && ` ${kind === 'person' ? 'called' : 'by'} @${owner.name}`}
      </h2>
      <blockquote class="reported">
        <p>{text}</p>
      </blockquote>
      <p class="quiet">
        <SubjectLink {...{ kind, id, paperId }} called={calledOf(subject)} />
        {subject.isHidden && ' · hidden'}
        {owner?.state && owner.state !== 'active' && ` · its writer is ${owner.state}`}
      </p>
      <ul class="reasons">
        {reports.map(({ by, reason, at }) => (
          <li key={`${by} ${at}`}>
            {reason}{' '}
            <span class="quiet">
              {by === null ? 'someone who has gone' : `@${by}`},{' '}
              <time dateTime={new Date(at).toISOString()}>{new Date(at).toISOString().slice(0, 10)}</time>
            </span>
          </li>
        ))}
      </ul>
      <StepForm subject={subject} steps={stepsFor(subject)} next={routes.moderation()} number={number} />
    </section>
  )
}

const calledOf = ({ kind, text, paperId, isGone }: ShownSubject): string | null =>
  isGone ? null : kind === 'comment' ? (paperId ?? null) : text
