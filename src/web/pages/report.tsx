import { LONGEST_REASON } from '../../community/moderation/reason.ts'
import type { ShownSubject } from '../../community/moderation/subjects.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import { SignInAgain } from '../views/sign-in-again.tsx'
import type { Site } from '../views/site.ts'
import { StepForm } from '../views/step-form.tsx'
import { stepsFor } from '../views/steps-for.ts'

export interface ReportPageProps {
  site: Site
  subject: ShownSubject
  /** It was reported a moment ago. */
  isSent: boolean
  /** The reader is a moderator: may act without a report. */
  canDecide: boolean
  /** What was typed. */
  reason?: string
  problem?: string
}

/** Asks a moderator to look at something. */
export function ReportPage({ site, subject, isSent, canDecide, reason = '', problem }: ReportPageProps) {
  const title = isSent ? 'Thank you' : `Report a ${subject.kind}`
  return (
    <Layout site={site} head={{ title, description: `What moderators of ${site.name} should look at.` }}>
      <div class="prose">
        <h1>{title}</h1>
        <Problem text={problem} />
        {!site.viewer && <SignInAgain back={routes.reportForm(subject.kind, subject.id)} />}
        {isSent ? (
          <p>
            A moderator will look at it. Nobody but the moderators learns that it was you who reported it.
          </p>
        ) : (
          <>
            <blockquote class="reported">
              <p>{subject.text}</p>
            </blockquote>
            {subject.isHidden ? <p>A moderator hid it.</p> : <ReportForm {...{ subject, reason }} />}
          </>
        )}
        {canDecide && !isSent && <Decide subject={subject} />}
        <p>
          <a href={addressOf(subject)}>Back to the {subject.kind}</a>
        </p>
      </div>
    </Layout>
  )
}

/** What moderators do without being asked. */
function Decide({ subject }: { subject: ShownSubject }) {
  const steps = stepsFor(subject).filter((step) => step !== 'dismiss')
  if (steps.length === 0) return null
  return (
    <>
      <h2 id="reported-1">Decide about it</h2>
      <StepForm subject={subject} steps={steps} next={addressOf(subject)} number={1} />
    </>
  )
}

function ReportForm({ subject, reason }: Pick<ReportPageProps, 'subject' | 'reason'>) {
  return (
    <form class="form" method="post" action={routes.reports()}>
      <input type="hidden" name="kind" value={subject.kind} />
      <input type="hidden" name="id" value={subject.id} />
      <label>
        What is wrong with it?
        <textarea name="reason" rows={4} required maxLength={LONGEST_REASON} value={reason} />
        <small>Moderators see your name and your words; the person concerned sees neither.</small>
      </label>
      <button class="button" type="submit">
        Report
      </button>
    </form>
  )
}

function addressOf({ kind, id, text, paperId }: ShownSubject): string {
  if (kind === 'person') return routes.person(text)
  return kind === 'comment' && paperId ? routes.comment(paperId, id) : routes.paper(paperId ?? id)
}
