import type { WebhookTable } from '../db/schema-webhooks.ts'
import { type EventType, isEventType } from './event-types.ts'

export type HookState = 'active' | 'paused' | 'disabled'

/** An address that is told of events. */
export interface Hook {
  id: string
  url: string
  events: EventType[]
  /** Of papers that were added; none: all. `cs` holds `cs.CL`. */
  categories: string[]
  state: HookState
  /** Why it is disabled. */
  reason: string | null
  /** Milliseconds UTC since which nothing has arrived there. */
  failingSince: number | null
  createdAt: number
}

export const hookOf = (row: WebhookTable): Hook => ({
  id: row.id,
  url: row.url,
  events: (JSON.parse(row.events) as string[]).filter(isEventType),
  categories: JSON.parse(row.categories) as string[],
  state: row.state as HookState,
  reason: row.reason,
  failingSince: row.failing_since,
  createdAt: row.created_at,
})

export const wantsCategory = ({ categories }: Hook, ofPaper: readonly string[]): boolean =>
  categories.length === 0 ||
  categories.some((wanted) => ofPaper.some((one) => one === wanted || one.startsWith(`${wanted}.`)))
