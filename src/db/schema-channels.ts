// Tables of channels, as Kysely types.

export interface ChannelTable {
  id: string
  name: string
  kind: string
  address: string
  secret: string | null
  options: string
  period: string
  hour: number
  timezone: string
  categories: string
  keywords: string
  most_papers: number
  state: string
  reason: string | null
  failing_since: number | null
  decided_on: string | null
  created_at: number
}

export interface ChannelDeliveryTable {
  id: string
  channel_id: string
  period: string
  day: string
  state: string
  attempts: number
  due_at: number
  created_at: number
  sent_at: number | null
  messages: string | null
  arrived: string
  round: number
  unsure_since: number | null
  tried_at: number | null
  status: number | null
  took_ms: number | null
  answer: string | null
  problem: string | null
}

export interface ChannelPaperTable {
  channel_id: string
  paper_id: string
  delivery_id: string
  place: number
}

export interface ChannelsSchema {
  channel: ChannelTable
  channel_delivery: ChannelDeliveryTable
  channel_paper: ChannelPaperTable
}
