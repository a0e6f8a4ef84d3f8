import type { StepName } from '../../community/moderation/steps.ts'
import type { ShownSubject } from '../../community/moderation/subjects.ts'

/** What can be done to what was reported, the mildest first. */
export function stepsFor({ kind, owner, paperId, isHidden, isGone }: ShownSubject): StepName[] {
  if (isGone) return ['dismiss']
  const isMember = owner?.role !== undefined
  return [
    'dismiss',
    ...(kind === 'comment' ? [isHidden ? ('restore' as const) : ('hide' as const)] : []),
    ...(paperId === undefined ? [] : (['lock'] as const)),
    ...(isMember ? (['suspend', 'ban'] as const) : []),
    ...(kind === 'comment' ? (['ban-domain'] as const) : []),
  ]
}
