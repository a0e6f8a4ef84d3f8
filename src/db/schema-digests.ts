// Tables of the digest, as Kysely types.

export interface SubscriptionTable {
  id: string
  email: string
  state: string
  period: string
  hour: number
  timezone: string
  categories: string
  keywords: string
  paused_until: string | null
  created_at: number
  consented_at: number | null
  unsubscribed_at: number | null
  token_hash: string | null
  token_expires_at: number | null
  decided_on: string | null
  language: string
  scope: string
  followed_until: number | null
}

export interface SuppressedAddressTable {
  address_hash: string
  reason: string
  created_at: number
}

export interface DigestDeliveryTable {
  id: string
  subscription_id: string
  period: string
  day: string
  domain: string
  state: string
  attempts: number
  due_at: number
  created_at: number
  sent_at: number | null
  problem: string | null
  papers: string | null
}

export interface DigestPaperTable {
  subscription_id: string
  paper_id: string
  delivery_id: string
  place: number
  reason: string | null
}

export interface DigestPastPaperTable {
  paper_id: string
  period: string
  day: string
}

export interface BounceTable {
  id: string
  email: string
  kind: string
  proven: number
  source: string
  mail: string | null
  mail_sent_at: number | null
  status: string | null
  detail: string | null
  received_at: number
  counted: number
}

export interface DigestsSchema {
  subscription: SubscriptionTable
  suppressed_address: SuppressedAddressTable
  digest_delivery: DigestDeliveryTable
  digest_paper: DigestPaperTable
  digest_past_paper: DigestPastPaperTable
  bounce: BounceTable
}
