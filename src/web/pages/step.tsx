import { steps as allSteps, type StepName } from '../../community/moderation/steps.ts'
import type { ShownSubject } from '../../community/moderation/subjects.ts'
import { DomainForm } from '../views/domain-form.tsx'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'
import { StepForm, type TypedStep } from '../views/step-form.tsx'
import { stepsFor } from '../views/steps-for.ts'

interface StepPageProps {
  site: Site
  subject: ShownSubject
  typed: TypedStep & { step: StepName }
  /** Where to go on. */
  next: string
  problem: string
}

/** A step that could not be taken, with what was typed. */
export function StepPage({ site, subject, typed, next, problem }: StepPageProps) {
  const title = allSteps[typed.step].label
  const { kind, text } = subject
  const steps = [...new Set([...stepsFor(subject), typed.step])]
  return (
    <Layout site={site} head={{ title, description: `What a moderator of ${site.name} decides.` }}>
      <div class="prose">
        <h1>{title}</h1>
        <Problem text={problem} />
        <blockquote class="reported" id="reported-1">
          <p>{text}</p>
        </blockquote>
        {kind === 'domain' ? (
          <DomainForm step={typed.step} domain={text} reason={typed.reason ?? ''} next={next} />
        ) : (
          <StepForm {...{ subject, steps, next, typed }} number={1} />
        )}
        <p>
          <a href={next}>Back to where you were</a>
        </p>
      </div>
    </Layout>
  )
}
