// The words of moderation: what can be done, who may, what takes it back, and how it is told.

import type { Action } from '../../accounts/permissions.ts'
import type { SubjectKind } from './subjects.ts'

export const stepNames = [
  'hide',
  'restore',
  'lock',
  'unlock',
  'suspend',
  'unsuspend',
  'ban',
  'unban',
  'ban-domain',
  'unban-domain',
  'dismiss',
  'reopen',
] as const

export type StepName = (typeof stepNames)[number]

export const isStepName = (text: string): text is StepName => stepNames.some((name) => name === text)

export interface Step {
  needs: Action
  /** What it is done to; absent: anything that can be reported. */
  kind?: SubjectKind
  /** For a button. */
  label: string
  /** For the log: “ada … the comment …”. */
  did: string
  /** What it takes back. */
  undoes?: StepName
  /** What the person concerned reads, before the reason. */
  told?: string
  /** A mail says it, too: where they want such mails, or always, since they can’t sign in to read it. */
  isMailed?: 'wanted' | 'always'
  /** Where it can’t be done because it is so already. */
  clash: string
}

export const steps: Readonly<Record<StepName, Step>> = {
  hide: {
    ...{ needs: 'hide-comment', kind: 'comment', label: 'Hide the comment', did: 'hid' },
    ...{ told: 'Your comment was hidden.', isMailed: 'wanted', clash: 'This comment is hidden already.' },
  },
  restore: {
    ...{ needs: 'hide-comment', kind: 'comment', label: 'Restore the comment', did: 'restored' },
    ...{
      undoes: 'hide',
      told: 'Your comment is shown again.',
      isMailed: 'wanted',
      clash: 'This comment isn’t hidden.',
    },
  },
  lock: {
    ...{ needs: 'lock-thread', kind: 'paper', label: 'Lock the discussion', did: 'locked the discussion of' },
    ...{ clash: 'This discussion is locked already.' },
  },
  unlock: {
    ...{
      needs: 'lock-thread',
      kind: 'paper',
      label: 'Unlock the discussion',
      did: 'unlocked the discussion of',
    },
    ...{ undoes: 'lock', clash: 'This discussion isn’t locked.' },
  },
  suspend: {
    ...{ needs: 'suspend', kind: 'person', label: 'Suspend the member', did: 'suspended' },
    ...{
      told: 'You are suspended: you can read and see to your account, but nothing else.',
      isMailed: 'wanted',
      clash: 'Only active members can be suspended.',
    },
  },
  unsuspend: {
    ...{ needs: 'suspend', kind: 'person', label: 'End the suspension', did: 'ended the suspension of' },
    ...{
      undoes: 'suspend',
      told: 'Your suspension has ended.',
      isMailed: 'wanted',
      clash: 'This member isn’t suspended.',
    },
  },
  ban: {
    ...{ needs: 'ban', kind: 'person', label: 'Ban the member', did: 'banned' },
    ...{
      told: 'You are banned.',
      isMailed: 'always',
      clash: 'Only members who aren’t banned can be banned.',
    },
  },
  unban: {
    ...{ needs: 'ban', kind: 'person', label: 'End the ban', did: 'ended the ban of' },
    ...{
      undoes: 'ban',
      told: 'You are no longer banned.',
      isMailed: 'always',
      clash: 'This member isn’t banned.',
    },
  },
  'ban-domain': {
    ...{ needs: 'ban-domain', kind: 'domain', label: 'Refuse links to a domain', did: 'refused links to' },
    ...{ clash: 'Links to this domain are refused already.' },
  },
  'unban-domain': {
    ...{ needs: 'ban-domain', kind: 'domain', label: 'Allow links again', did: 'allowed links again to' },
    ...{ undoes: 'ban-domain', clash: 'Links to this domain aren’t refused.' },
  },
  dismiss: {
    ...{ needs: 'dismiss-report', label: 'Dismiss the reports', did: 'dismissed reports about' },
    ...{ clash: 'Nothing is reported about it any more.' },
  },
  reopen: {
    ...{ needs: 'dismiss-report', label: 'Open the reports again', did: 'opened reports again about' },
    ...{ undoes: 'dismiss', clash: 'There are no dismissed reports about it.' },
  },
}

/** What takes a step back; undefined for what is itself taking back. */
export const inverseOf = (name: StepName): StepName | undefined =>
  stepNames.find((other) => steps[other].undoes === name)
