import type { MailKind } from '../../community/notifications/mail-kinds.ts'

/** What makes a mail of each kind. */
export const mailKindWords: Record<MailKind, string> = {
  reply: 'Somebody replies to you',
  mention: 'Somebody mentions you',
  comment: 'Somebody comments on your paper',
  moderation: 'A moderator hides or restores a comment of yours, or suspends your account',
  claim: 'Your claim to be an author is decided',
  submission: 'What you submitted is listed, moved, refused or taken off a list',
}
