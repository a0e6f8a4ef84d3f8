import { type StepName, steps } from '../../community/moderation/steps.ts'
import { routes } from '../routes.ts'

interface DomainFormProps {
  step: StepName
  /** What was typed. */
  domain?: string
  reason?: string
  /** Where to go on. */
  next: string
}

/** For spam that nobody reported, and for what takes it back. */
export function DomainForm({ step, domain, reason, next }: DomainFormProps) {
  return (
    <form class="form" method="post" action={routes.moderationSteps()}>
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="kind" value="domain" />
      <input type="hidden" name="next" value={next} />
      <label>
        Domain
        <input
          type="text"
          name="id"
          required
          maxLength={253}
          value={domain}
          autocapitalize="none"
          spellcheck={false}
        />
        <small>Such as spam.example; its subdomains are meant, too.</small>
      </label>
      <label>
        Reason, for the public log
        <input type="text" name="reason" required maxLength={500} value={reason} />
      </label>
      <button class="button" type="submit">
        {steps[step].label}
      </button>
    </form>
  )
}
