import type { Follow } from './follow-kinds.ts'

/** Some reasons are enough. */
export const MOST_REASONS = 3

/** What a paper fits of what somebody follows. */
export type FollowReason = Pick<Follow, 'kind' | 'label'>

/** “By Ada Lovelace; in cs.CL” */
export function whyText(reasons: readonly FollowReason[]): string {
  const text = reasons.slice(0, MOST_REASONS).map(reasonText).join('; ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function reasonText({ kind, label }: FollowReason): string {
  switch (kind) {
    case 'author':
      return `by ${label}`
    case 'person':
      return `brought by @${label}`
    case 'organisation':
      return `from ${label}`
    case 'keyword':
      return `speaks of “${label}”`
    case 'category':
      return `in ${label}`
  }
}
