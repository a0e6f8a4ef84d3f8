// Tables of webhooks, as Kysely types.

export interface PaperAdditionTable {
  change_seq: number
  paper_ids: string
}

export interface WebhookTable {
  id: string
  url: string
  events: string
  categories: string
  state: string
  reason: string | null
  secret: string
  previous_secret: string | null
  previous_until: number | null
  failing_since: number | null
  created_by: string | null
  created_at: number
}

export interface WebhookEventTable {
  id: string
  type: string
  at: number
  subject: string
  content: string
  body: string | null
}

export interface WebhookDeliveryTable {
  id: string
  webhook_id: string
  event_id: string
  state: string
  attempts: number
  due_at: number
  created_at: number
  tried_at: number | null
  status: number | null
  took_ms: number | null
  answer: string | null
  problem: string | null
}

export interface WebhookToldTable {
  day: string
  paper_id: string
}

export interface WebhooksSchema {
  paper_addition: PaperAdditionTable
  webhook: WebhookTable
  webhook_event: WebhookEventTable
  webhook_delivery: WebhookDeliveryTable
  webhook_told: WebhookToldTable
}
