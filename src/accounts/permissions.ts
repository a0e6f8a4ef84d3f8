// Who may do what, as a table. Handlers and features ask `may`; docs/permissions.md is written from here, and
// test/security/ asks every address of the site whether it answers as this says.

import { type Role, reaches, roles, type Scope, type Viewer } from './roles.ts'

/** `nobody`: whoever is not signed in. */
export type Standing = 'nobody' | Role

export const standings: readonly Standing[] = ['nobody', ...roles]

/**
 * From which role on. What belongs to somebody has a rule for them and one for all others; null: none may. `scope`:
 * what a restricted token must be made for; null: no such token may.
 */
type Rule = { does: string; scope: Scope | null; evenSuspended?: true } & (
  | { from: Standing }
  | { own: Standing | null; others: Standing | null }
)

const everyone = (does: string): Rule => ({ does, scope: 'read', from: 'nobody' })
const from = (role: Role, scope: Scope, does: string): Rule => ({ does, scope, from: role })
const onlyOwn = (scope: Scope | null, does: string): Rule => ({ does, scope, own: 'reader', others: null })
const ownOrFrom = (role: Role, scope: Scope, does: string): Rule => ({
  does,
  scope,
  own: 'reader',
  others: role,
})
const onOthers = (role: Role, scope: Scope, does: string): Rule => ({ does, scope, own: null, others: role })

const table = {
  read: everyone('Read papers, lists, discussions, people, sources and the log of moderation'),
  'sign-in': everyone('Sign up, sign in and out, subscribe by mail'),

  vote: from('reader', 'vote', 'Vote for a paper, and take the vote back'),
  comment: from('reader', 'comment', 'Comment, reply, preview a comment'),
  'edit-comment': onlyOwn('comment', 'Edit a comment'),
  'delete-comment': onlyOwn('comment', 'Delete a comment'),
  react: from('reader', 'comment', 'Vote for a comment, react to it, mute a thread'),
  report: from('reader', 'comment', 'Report a comment, a paper or a person'),
  submit: from('reader', 'submit', 'Submit a paper'),
  'withdraw-submission': onlyOwn('submit', 'Withdraw a submission'),
  claim: from('reader', 'submit', 'Claim an author’s name on a paper'),
  'set-links': ownOrFrom(
    'curator',
    'submit',
    'Set the links of a paper; submitters and authors are its owners',
  ),
  'own-pages': {
    ...onlyOwn(
      null,
      'See one’s settings, sessions, notifications and submissions, export them; even if suspended',
    ),
    evenSuspended: true,
  },
  'own-account': {
    ...onlyOwn(
      null,
      'Change one’s password and passkeys, sign browsers out, delete the account; even if suspended',
    ),
    evenSuspended: true,
  },
  'own-settings': onlyOwn(null, 'Change profile, address and kinds of mail, make tokens'),
  'save-searches': onlyOwn(null, 'Save searches, change when they tell what is new, delete them'),

  'approve-submission': from('curator', 'curate', 'See submissions that wait, list or refuse them'),
  'edit-edition': from('curator', 'curate', 'Order an edition, take papers out of it, schedule it'),
  'set-keywords': from('curator', 'curate', 'Set keywords and the summary of a paper'),

  'see-reports': from('moderator', 'moderate', 'See the queue of reports, and what was hidden'),
  'dismiss-report': onOthers(
    'moderator',
    'moderate',
    'Dismiss reports about somebody’s doing, or open them again',
  ),
  'hide-comment': onOthers('moderator', 'moderate', 'Hide a comment with a reason, or restore it'),
  'lock-thread': from('moderator', 'moderate', 'Lock the discussion of a paper, or unlock it'),
  suspend: onOthers('moderator', 'moderate', 'Suspend a member for some days, or end that'),
  ban: onOthers('moderator', 'moderate', 'Ban a member, or end that'),
  'ban-domain': from('moderator', 'moderate', 'Refuse links to a domain, or allow them again'),

  'decide-claim': from('admin', 'admin', 'Approve or refuse a claim'),
  'manage-people': from(
    'admin',
    'admin',
    'See all members, give roles, invite, link a recorded person to a member',
  ),
  'run-sources': from('admin', 'admin', 'Harvest a source now, pause or resume it'),
  'see-operations': from(
    'admin',
    'admin',
    'See how the site runs: load, nodes, jobs, backups; and forget failed jobs',
  ),
  'manage-webhooks': from(
    'admin',
    'admin',
    'Make, change, test and delete webhooks, see what they were told, send it again',
  ),
  'manage-channels': from(
    'admin',
    'admin',
    'Make, change, test and delete channels, see what they were sent, send it again',
  ),
  'manage-digests': from(
    'admin',
    'admin',
    'See how digests go, pause them, send failed ones again, keep addresses from being written to',
  ),
  'see-mail': from('admin', 'admin', 'See mail that waits or failed, and send it again'),
} satisfies Record<string, Rule>

export type Action = keyof typeof table

export const permissions: Readonly<Record<Action, Rule>> = table

export interface Subject {
  /** Whose it is, or who it is; null: nobody’s any more. */
  owner?: string | null
  /** The role of who is acted on: nobody acts on those above them. */
  role?: Role
}

/** Without a subject: whether there is any that they may do it to. Who is suspended may little more than nobody. */
export function may(
  viewer: Pick<Viewer, 'id' | 'role' | 'suspendedUntil' | 'scopes'> | null,
  action: Action,
  subject?: Subject,
): boolean {
  const rule = permissions[action]
  const isOut = viewer === null || (viewer.suspendedUntil !== undefined && !rule.evenSuspended)
  const standing = isOut ? 'nobody' : viewer.role
  if ('from' in rule && rule.from === 'nobody') return true
  if (viewer?.scopes && (rule.scope === null || !viewer.scopes.includes(rule.scope))) return false
  if ('from' in rule) return stands(standing, rule.from) && isBelow(subject?.role, standing)
  if (subject?.owner === undefined) return stands(standing, rule.own) || stands(standing, rule.others)
  const isOwn = viewer !== null && subject.owner === viewer.id
  return stands(standing, isOwn ? rule.own : rule.others) && isBelow(subject.role, standing)
}

/** Whether a role may do it to what is its own, and to what is another’s. */
export function allowed(standing: Standing, action: Action): { own: boolean; others: boolean } {
  const rule = permissions[action]
  if ('from' in rule) return { own: stands(standing, rule.from), others: stands(standing, rule.from) }
  return { own: stands(standing, rule.own), others: stands(standing, rule.others) }
}

/** From which role on somebody may do it to what is another’s, or else to what is their own. */
export function neededFor(action: Action): Standing {
  const rule = permissions[action]
  return 'from' in rule ? rule.from : (rule.others ?? rule.own ?? 'admin')
}

function stands(standing: Standing, needed: Standing | null): boolean {
  if (needed === null) return false
  if (needed === 'nobody') return true
  return standing !== 'nobody' && reaches(standing, needed)
}

const isBelow = (role: Role | undefined, standing: Standing): boolean =>
  role === undefined || (standing !== 'nobody' && reaches(standing, role))
