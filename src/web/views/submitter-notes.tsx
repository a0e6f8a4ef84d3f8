import type { PaperMembers } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { shortDate } from './date-text.ts'

/** Why those who submitted a paper think that others should read it. */
export function SubmitterNotes({ notes, now }: { notes: PaperMembers['notes']; now: number }) {
  if (notes.length === 0) return null
  return (
    <section>
      <h2>Why it was submitted</h2>
      {notes.map(({ note, name, at }) => (
        <div key={`${name} ${at}`} class="submitter-note">
          <p class="typed">{note}</p>
          <p class="quiet">
            <a href={routes.person(name)}>{name}</a>, {shortDate(new Date(at).toISOString(), now)}
          </p>
        </div>
      ))}
    </section>
  )
}
