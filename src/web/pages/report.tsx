import { LONGEST_REASON } from '../../community/moderation/reason.ts'
import type { ShownSubject } from '../../community/moderation/subjects.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

export interface ReportPageProps {
  site: Site
  subject: ShownSubject
  /** It was reported a moment ago. */
  isSent: boolean
}

/** Asks a moderator to look at something. */
export function ReportPage({ site, subject, isSent }: ReportPageProps) {
  const title = isSent ? 'Thank you' : `Report a ${subject.kind}`
  return (
    <Layout site={site} head={{ title, description: `What moderators of ${site.name} should look at.` }}>
      <div class="prose">
        <h1>{title}</h1>
        {isSent ? (
          <p>
            A moderator will look at it. Nobody but the moderators learns that it was you who reported it.
          </p>
        ) : (
          <ReportForm subject={subject} />
        )}
        <p>
          <a href={addressOf(subject)}>Back to the {subject.kind}</a>
        </p>
      </div>
    </Layout>
  )
}

function ReportForm({ subject }: { subject: ShownSubject }) {
  return (
    <>
      <blockquote class="reported">
        <p>{subject.text}</p>
      </blockquote>
      <form class="form" method="post" action={routes.reports()}>
        <input type="hidden" name="kind" value={subject.kind} />
        <input type="hidden" name="id" value={subject.id} />
        <label>
          What is wrong with it?
          <textarea name="reason" rows={4} required maxLength={LONGEST_REASON} />
          <small>Moderators see your name and your words; the person concerned sees neither.</small>
        </label>
        <button class="button" type="submit">
          Report
        </button>
      </form>
    </>
  )
}

function addressOf({ kind, id, text, paperId }: ShownSubject): string {
  if (kind === 'person') return routes.person(text)
  return `${routes.paper(paperId ?? id)}${kind === 'comment' ? `#${id}` : ''}`
}
