// Tables of members and how they sign in, as Kysely types.

export interface MemberTable {
  id: string
  name: string
  likeness: string
  email: string
  email_verified: number
  image: string | null
  created_at: string
  updated_at: string
  role: string
  state: string
  suspended_until: number | null
  vouched: number
}

export interface SessionTable {
  id: string
  user_id: string
  token: string
  expires_at: string
  created_at: string
  updated_at: string
  ip_address: string | null
  user_agent: string | null
}

export interface AccountTable {
  id: string
  user_id: string
  account_id: string
  provider_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: string | null
  refresh_token_expires_at: string | null
  scope: string | null
  password: string | null
  created_at: string
  updated_at: string
}

export interface VerificationTable {
  id: string
  identifier: string
  value: string
  expires_at: string
  created_at: string
  updated_at: string
}

export interface SecretKeyTable {
  id: string
  value: string
  created_at: number
}

export interface SignInLinkTable {
  token_hash: string
  purpose: string
  member_id: string | null
  address: string | null
  details: string | null
  created_at: number
  expires_at: number
  used_at: number | null
}

export interface ApiTokenTable {
  id: string
  person_id: string
  name: string
  token_hash: string
  scopes: string | null
  created_at: number
  last_used_at: number | null
  expires_at: number | null
}

export interface InvitationTable {
  token_hash: string
  role: string
  invited_by: string | null
  created_at: number
  expires_at: number
  used_by: string | null
  used_at: number | null
}

export interface MailTable {
  id: string
  recipient: string
  subject: string
  body: string
  kind: string
  state: string
  attempts: number
  send_at: number
  created_at: number
  sent_at: number | null
  last_error: string | null
  unsubscribe_url: string | null
  html: string | null
  saved_search_id: string | null
}

/** Calls of programs, counted by all nodes together. */
export interface CallWindowTable {
  /** Hash of a token or of an address of the network. */
  asker: string
  began: number
  calls: number
}

export interface AttemptTable {
  key: string
  window_start: number
  attempts: number
}

export interface PasskeyTable {
  id: string
  member_id: string
  credential_id: string
  public_key: string
  counter: number
  transports: string
  name: string
  backed_up: number
  created_at: number
  last_used_at: number | null
}

export interface PasskeyChallengeTable {
  challenge_hash: string
  purpose: string
  member_id: string | null
  created_at: number
  expires_at: number
}

export interface MailOffTable {
  person_id: string
  kind: string
}

export interface PeopleSchema {
  member: MemberTable
  session: SessionTable
  account: AccountTable
  verification: VerificationTable
  secret_key: SecretKeyTable
  sign_in_link: SignInLinkTable
  api_token: ApiTokenTable
  invitation: InvitationTable
  mail: MailTable
  attempt: AttemptTable
  call_window: CallWindowTable
  passkey: PasskeyTable
  passkey_challenge: PasskeyChallengeTable
  mail_off: MailOffTable
}
