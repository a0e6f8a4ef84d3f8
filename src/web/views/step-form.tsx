import { LONGEST_REASON } from '../../community/moderation/reason.ts'
import { steps as allSteps, type StepName } from '../../community/moderation/steps.ts'
import type { SubjectKey } from '../../community/moderation/subjects.ts'
import { routes } from '../routes.ts'

interface StepFormProps {
  subject: SubjectKey
  /** The first is chosen beforehand. */
  steps: StepName[]
  /** Where to go on. */
  next: string
  /** Tells the forms of a page apart. */
  number: number
  typed?: TypedStep
}

/** What was chosen and typed before. */
export interface TypedStep {
  step?: StepName
  days?: string
  domain?: string
  andHide?: boolean
  reason?: string
}

/** What a moderator decides about one thing. */
export function StepForm({ subject, steps, next, number, typed = {} }: StepFormProps) {
  const chosen = typed.step ?? steps[0]
  return (
    <form class="form" method="post" action={routes.moderationSteps()}>
      <input type="hidden" name="kind" value={subject.kind} />
      <input type="hidden" name="id" value={subject.id} />
      <input type="hidden" name="next" value={next} />
      <fieldset class="steps">
        <legend>What to do</legend>
        {steps.map((step) => (
          <label key={step} class="step-choice">
            <input type="radio" name="step" value={step} checked={step === chosen} /> {allSteps[step].label}
          </label>
        ))}
      </fieldset>
      {steps.includes('suspend') && (
        <label>
          For how many days, if suspended
          <input name="days" type="number" min={1} max={365} value={typed.days ?? 7} />
        </label>
      )}
      {steps.includes('ban-domain') && (
        <label>
          Which domain, if its links are refused
          <input
            type="text"
            name="domain"
            maxLength={253}
            value={typed.domain}
            autocapitalize="none"
            spellcheck={false}
          />
        </label>
      )}
      {subject.kind === 'comment' && steps.includes('hide') && (
        <label class="step-choice">
          <input type="checkbox" name="hide" value="yes" checked={typed.andHide ?? true} /> Hide the comment,
          too, if its writer is stopped or a domain is refused
        </label>
      )}
      <label>
        Reason, for the public log and the person concerned
        <textarea name="reason" rows={2} required maxLength={LONGEST_REASON} value={typed.reason} />
      </label>
      <button class="button" type="submit" aria-describedby={`reported-${number}`}>
        Do it
      </button>
    </form>
  )
}
