// Every address of the site. Pages, redirects and tests make their links here and nowhere else.

import type { DiscussionOrder } from '../community/comments/thread-order.ts'
import type { MuteLink } from '../community/notifications/mute-link.ts'
import type { StopLink } from '../community/notifications/stop-link.ts'
import type { DigestPeriod } from '../digests/subscription.ts'
import type { Mode, Order } from '../finding/finder.ts'
import type { Day, Month, Week } from '../papers/calendar.ts'
import { idPath, type PaperSuffix } from '../papers/identifiers/paper-id-address.ts'
import type { PaperId } from '../papers/paper.ts'
import type { SourceName } from '../source-spec.ts'
import type { FeedFormat } from './feeds/feed.ts'

/** What `/papers/new` may be asked for. `before` and `after` are the opaque marks of its paging links. */
export interface NewestQuery {
  category?: string | undefined
  /** `YYYY-MM-DD`, both inclusive. */
  since?: string | undefined
  until?: string | undefined
  before?: string | undefined
  after?: string | undefined
}

/** A search, its order and its part. What is left out is hybrid, by relevance, from the first paper on. */
export interface SearchAddress {
  /** In the language of queries, filters included. */
  q: string
  sort?: Order | undefined
  mode?: Mode | undefined
  page?: number | undefined
}

/** Forms of a paper that are files: the suffix on the paper's address. */
export const paperFiles = ['md', 'bib', 'ris', 'csl.json', 'json'] as const satisfies readonly PaperSuffix[]
export type PaperFile = (typeof paperFiles)[number]

export type WebhookChange = 'ping' | 'pause' | 'resume' | 'rotate' | 'delete' | 'replay'

export type ChannelChange = 'test' | 'pause' | 'resume' | 'rotate' | 'delete' | 'again' | 'send'

export type SubscriptionChange = 'arrives' | 'preferences' | 'unsubscribe' | 'export' | 'erase'

export type CommentAction = 'reply' | 'edit' | 'delete' | 'versions' | 'vote' | 'react'

export const routes = {
  front: () => '/',
  /** The same as the front page; with `?p=2` its later parts. */
  papers: (page = 1) => `/papers${pageQuery(page)}`,
  /** Where the date picker's form goes (GET, field `day`); answers by a redirect to the day. */
  pickDay: () => '/papers/date',
  day: (day: Day, page = 1) => `/papers/date/${day}${pageQuery(page)}`,
  week: (week: Week, page = 1) => `/papers/week/${week}${pageQuery(page)}`,
  month: (month: Month, page = 1) => `/papers/month/${month}${pageQuery(page)}`,
  trending: (page = 1) => `/papers/trending${pageQuery(page)}`,
  /** For members: the newest papers that fit what they follow. */
  following: (page = 1) => `/papers/following${pageQuery(page)}`,
  newest: ({ category, ...query }: NewestQuery = {}) =>
    `/papers/new${category ? `/${encodeURIComponent(category)}` : ''}${queryOf(query)}`,
  search: ({ q, sort, mode, page = 1 }: SearchAddress) =>
    `/papers${queryOf({
      q,
      sort: sort === 'relevance' ? undefined : sort,
      mode: mode === 'hybrid' ? undefined : mode,
      p: page > 1 ? String(page) : undefined,
    })}`,
  /** A search as a list that has feeds; its page is at `search`. The newest come first unless `sort` says otherwise. */
  searchList: ({ q, sort, mode, page = 1 }: SearchAddress) =>
    `/papers/search${queryOf({
      q,
      sort: sort === 'newest' ? undefined : sort,
      mode: mode === 'hybrid' ? undefined : mode,
      p: page > 1 ? String(page) : undefined,
    })}`,
  /** The feed of a list whose address is `list`, as another of these functions gave it. */
  feed: (list: string, format: FeedFormat) => list.replace(/(?=\?)|$/, `.${format}`),
  /** What feeds there are, for people and for their readers. */
  feeds: () => '/feeds',
  opml: () => '/feeds.opml',
  sitemap: () => '/sitemap.xml',
  sitemapOf: (part: 'lists' | 'editions') => `/sitemaps/${part}.xml`,
  /** Papers published in a month, or those without a date; long months have parts. */
  sitemapOfPapers: (month: Month | null, part = 1) =>
    `/sitemaps/papers/${month ?? 'undated'}${part > 1 ? `-part-${part}` : ''}.xml`,
  /** Papers by an author of this name. */
  author: (name: string) => routes.search({ q: `author:"${name.replaceAll('"', ' ').trim()}"` }),
  /** What the search field may be completed to, as JSON; `q` is what was typed. */
  suggest: () => '/papers/suggest',
  searchHelp: () => '/about/search',
  paper: (id: PaperId) => `/papers/${idPath(id)}`,
  paperVersion: (id: PaperId, version: number) => `${routes.paper(id)}?version=${version}`,
  paperFile: (id: PaperId, suffix: PaperFile) => `${routes.paper(id)}.${suffix}`,
  /** The picture (PNG) that other sites show beside a link to the paper. */
  paperCard: (id: PaperId) => `${routes.paper(id)}/card.png`,
  /** `list`: the address of a day, a week, a month, the trending papers or a person, without a part. */
  listCard: (list: string) => `${list}/card.png`,
  /** The papers of a day, a week, a month or the trending ones as Markdown, for programs that read. */
  listMarkdown: (list: string, page = 1) => `${list}.md${pageQuery(page)}`,
  /** How other sites may show the page at this address of ours (oEmbed). */
  oembed: (url?: string, format?: 'json' | 'xml') => `/oembed${queryOf({ url, format })}`,
  /** What the site offers to programs, in words. */
  llms: () => '/llms.txt',
  dumps: () => '/dumps',
  /** `day` in UTC; of the newest dump `latest`. */
  dumpFile: (day: Day | 'latest', name: string) => `/dumps/${day}/${encodeURIComponent(name)}`,
  /** Where a vote goes: POST with `vote=up` or `none`, PUT, DELETE. */
  vote: (id: PaperId) => `${routes.paper(id)}/vote`,
  /** The discussion of a paper by itself: its order and part, or one comment with its replies. */
  discussion: (
    id: PaperId,
    { order, page = 1 }: { order?: DiscussionOrder | undefined; page?: number | undefined } = {},
  ) =>
    `${routes.paper(id)}/comments${queryOf({
      sort: order === 'votes' ? undefined : order,
      p: page > 1 ? String(page) : undefined,
    })}`,
  /** Where a comment stays to be found, with its replies. */
  comment: (id: PaperId, comment: string, page = 1) =>
    `${routes.paper(id)}/comments${queryOf({ thread: comment, p: page > 1 ? String(page) : undefined })}#c-${comment}`,
  /** Pages about one comment, and where forms about it go. */
  ofComment: (id: PaperId, comment: string, what: CommentAction) =>
    `${routes.paper(id)}/comments/${comment}/${what}`,
  /** Where POST with `mute=on` or `off` goes: whether its discussion makes notifications. */
  mute: (id: PaperId) => `${routes.paper(id)}/mute`,
  notifications: (page = 1) => `/notifications${pageQuery(page)}`,
  /** The link of a mail that mutes a discussion, and without `link` where its button goes. */
  muteLink: ({ personId, paperId, token }: MuteLink) =>
    `/notifications/mute${queryOf({ person: personId, paper: paperId, token })}`,
  muteByLink: () => '/notifications/mute',
  /** Behind List-Unsubscribe of mails to members, and where its button goes. */
  stopMails: ({ personId, kind, token }: StopLink) =>
    `/notifications/stop${queryOf({ person: personId, kind, token })}`,
  /** Where POST goes, with the `id` of one or without: all. */
  markRead: () => '/notifications/read',
  /** What a member pastes; with `paper` what will appear, before it is sent. */
  submit: (paper?: PaperId) => `/papers/submit${queryOf({ paper })}`,
  /** The form with what was pasted into it. */
  submitText: (text: string) => `/papers/submit${queryOf({ text })}`,
  /** Where the paper is sent that was looked at. */
  submitPaper: () => '/papers/submit/list',
  /** Where one goes that waits until its source answers. */
  submitLater: () => '/papers/submit/later',
  ownSubmissions: () => '/settings/submissions',
  withdrawSubmission: (id: string) => `/settings/submissions/${encodeURIComponent(id)}/withdraw`,
  /** For curators: what waits, and the days to come. */
  adminEditions: () => '/admin/editions',
  adminEdition: (day: Day) => `/admin/editions/${day}`,
  changeEdition: (day: Day, change: 'add' | 'remove' | 'place' | 'move') =>
    `/admin/editions/${day}/${change}`,
  decideSubmission: (id: string, decision: 'approve' | 'refuse') =>
    `/admin/submissions/${encodeURIComponent(id)}/${decision}`,
  /** Where authors, submitters and curators set links; curators keywords and a summary, too. */
  paperLinks: (id: PaperId) => `${routes.paper(id)}/links`,
  paperSummary: (id: PaperId) => `${routes.paper(id)}/summary`,
  /** Which author of the paper one is. */
  claim: (id: PaperId, author?: string) => `${routes.paper(id)}/claim${queryOf({ author })}`,
  /** Where the claim goes that an ORCID proves. */
  claimByOrcid: (id: PaperId) => `${routes.paper(id)}/claim/orcid`,
  /** For admins: recorded people who are members here. */
  personLinks: () => '/admin/people/links',
  removePersonLink: (recordedId: string) => `/admin/people/links/${encodeURIComponent(recordedId)}/remove`,
  ownClaims: () => '/settings/claims',
  showClaim: (id: string) => `/settings/claims/${encodeURIComponent(id)}/show`,
  adminClaims: () => '/admin/claims',
  decideClaim: (id: string, decision: 'approve' | 'refuse') =>
    `/admin/claims/${encodeURIComponent(id)}/${decision}`,
  person: (name: string, page = 1) => `/@${encodeURIComponent(name)}${pageQuery(page)}`,
  signIn: (next?: string) => `/sign-in${queryOf({ next })}`,
  signInLink: () => '/sign-in/link',
  /** Where links of mails lead, and where the buttons there post. */
  confirmSignIn: (token?: string) => `/sign-in/confirm${queryOf({ token })}`,
  /** `service`: its id, such as `github`. */
  signInWith: (service: string) => `/sign-in/with/${service}`,
  /** Where services send the browser back to; the library makes its address. */
  comeBack: (service: string) => `/auth/callback/${service}`,
  /** Where the form of a passkey goes; its script asks the other one first, by POST, what to sign. */
  signInByPasskey: () => '/sign-in/passkey',
  passkeyQuestion: () => '/sign-in/passkey.json',
  welcome: () => '/welcome',
  signOut: () => '/sign-out',
  signUp: (invitation?: string) => `/sign-up${queryOf({ invitation })}`,
  confirmSignUp: (token?: string) => `/sign-up/confirm${queryOf({ token })}`,
  reset: () => '/reset',
  newPassword: (token?: string) => `/reset/confirm${queryOf({ token })}`,
  settings: (saved = false) => `/settings${saved ? '?saved=1' : ''}`,
  saveProfile: () => '/settings/profile',
  savePassword: () => '/settings/password',
  saveAddress: () => '/settings/address',
  confirmAddress: (token?: string) => `/settings/address/confirm${queryOf({ token })}`,
  sessions: () => '/settings/sessions',
  passkeys: () => '/settings/passkeys',
  newPasskeyQuestion: () => '/settings/passkeys.json',
  /** Where members say that mail arrives at their address again. */
  mailArrives: () => '/settings/mails/arrives',
  mailChoices: (saved = false) => `/settings/mails${saved ? '?saved=1' : ''}`,
  /** What a member follows; forms that follow and unfollow go there, too. */
  ownFollows: () => '/settings/follows',
  /** Searches that a member keeps; forms that save one go there, too. `done`: what was just done. */
  savedSearches: (done?: 'saved' | 'changed' | 'deleted' | 'asked', id?: string) =>
    `/settings/searches${queryOf({ done })}${id === undefined ? '' : `#s-${id}`}`,
  changeSavedSearch: (id: string, change: 'change' | 'delete') => `/settings/searches/${id}/${change}`,
  runSavedSearches: () => '/settings/searches/run',
  /** Where a mail about a search leads; mail programs end it there by POST. `done`: what was just done. */
  searchAlert: (token: string, done?: 'saved' | 'stopped') => `/searches/${token}${queryOf({ done })}`,
  changeSearchAlert: (token: string, change: 'cadence' | 'stop') => `/searches/${token}/${change}`,
  /** The digest of a member’s own address. */
  ownDigest: () => '/settings/digest',
  tokens: () => '/settings/tokens',
  exportMine: () => '/settings/export',
  deleteAccount: () => '/settings/delete',
  /** How the site runs, with charts of so many hours. */
  overview: (hours?: number) => `/admin${queryOf({ hours: hours?.toString() })}`,
  forgetFailedJobs: () => '/admin/jobs/forget',
  people: (page = 1) => `/admin/people${pageQuery(page)}`,
  giveRole: () => '/admin/people/role',
  invite: () => '/admin/people/invite',
  mails: () => '/admin/mail',
  /** How digests go, and where the buttons there post. */
  digests: () => '/admin/digests',
  changeDigests: (change: 'pause' | 'resume' | 'again' | 'suppress' | 'release') =>
    `/admin/digests/${change}`,
  /** What came back, of all kinds or of one, and what admins do about an address. */
  bounces: (kind?: string, page = 1) =>
    `/admin/bounces${queryOf({ kind, p: page > 1 ? String(page) : undefined })}`,
  releaseBounced: () => '/admin/bounces/release',
  /** Where mail servers and providers tell what came back. */
  bounceReports: () => '/mail/bounces',
  webhooks: () => '/admin/webhooks',
  /** One webhook and its log, of all deliveries or of those in one state. */
  webhook: (id: string, state?: string, page = 1) =>
    `/admin/webhooks/${encodeURIComponent(id)}${queryOf({ state, p: page > 1 ? String(page) : undefined })}`,
  changeWebhook: (id: string, change: WebhookChange) => `/admin/webhooks/${encodeURIComponent(id)}/${change}`,
  channels: () => '/admin/channels',
  /** One channel and its log, of all deliveries or of those in one state. */
  channel: (id: string, state?: string, page = 1) =>
    `/admin/channels/${encodeURIComponent(id)}${queryOf({ state, p: page > 1 ? String(page) : undefined })}`,
  channelPreview: (id: string, date?: Day) =>
    `/admin/channels/${encodeURIComponent(id)}/preview${queryOf({ date })}`,
  changeChannel: (id: string, change: ChannelChange) => `/admin/channels/${encodeURIComponent(id)}/${change}`,
  /** Where the link that the server prints leads. */
  ownerLink: (token?: string) => `/sign-in/owner${queryOf({ token })}`,
  sources: () => '/sources',
  /** How one source stands and its harvests, newest first. */
  runSource: (source: SourceName) => `/sources/${source}/run`,
  pauseSource: (source: SourceName, paused: boolean) => `/sources/${source}/${paused ? 'pause' : 'resume'}`,
  source: (source: SourceName, page = 1) => `/sources/${source}${pageQuery(page)}`,
  /** A form that reports a comment, a paper or a person; `sent`: it was, and they are thanked. */
  reportForm: (kind: string, id: string, sent = false) =>
    `/reports/new${queryOf({ kind, id, sent: sent ? 'yes' : undefined })}`,
  /** Where that form goes. */
  reports: () => '/reports',
  /** What waits for moderators, and where their steps go. */
  moderation: () => '/moderation',
  moderationSteps: () => '/moderation/steps',
  moderationLog: (filter: { action?: string | undefined; kind?: string | undefined } = {}, page = 1) =>
    `/moderation/log${queryOf({ ...filter, p: page > 1 ? String(page) : undefined })}`,
  /** The picture of a person or an organization: a disc with the initial. */
  avatar: (name: string) => `/avatars/${encodeURIComponent(name)}.svg`,
  /** The JSON API, its description for programs and for people. */
  api: () => '/api',
  openApi: () => '/api/openapi.json',
  apiDocs: () => '/api/docs',
  about: () => '/about',
  subscribe: () => '/subscribe',
  confirmSubscription: (token?: string) => `/subscribe/confirm${queryOf({ token })}`,
  /** What somebody chose who gets the digest; mail programs unsubscribe there by POST. `done`: what was just done. */
  subscription: (token: string, done?: 'confirmed' | 'saved' | 'unsubscribed' | 'arrives') =>
    `/subscriptions/${token}${queryOf({ done })}`,
  changeSubscription: (token: string, change: SubscriptionChange) => `/subscriptions/${token}/${change}`,
  /** The digest of a day or its week, for everyone to look at. */
  digestPreview: (query: { date?: Day; period?: 'weekly'; format?: 'text' } = {}) =>
    `/digests/preview${queryOf(query)}`,
  /** Past digests by month, of both periods or of one; its feeds are at the address with a period. */
  archive: (period?: DigestPeriod, page = 1) =>
    `/digests${period === undefined ? '' : `/${period}`}${pageQuery(page)}`,
  /** `key`: the day or the week. */
  pastDigest: ({ period, key }: { period: DigestPeriod; key: string }) => `/digests/${period}/${key}`,
  /** For agents: the Model Context Protocol. */
  mcp: () => '/mcp',
  asset: (name: string) => `/assets/${name}`,
  favicon: () => '/favicon.svg',
  faviconIco: () => '/favicon.ico',
  robots: () => '/robots.txt',
  alive: () => '/healthz',
  ready: () => '/readyz',
  metrics: () => '/metrics',
}

function pageQuery(page: number): string {
  return page > 1 ? `?p=${page}` : ''
}

function queryOf(fields: Record<string, string | undefined>): string {
  const given = Object.entries(fields).filter((field): field is [string, string] => !!field[1])
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}
