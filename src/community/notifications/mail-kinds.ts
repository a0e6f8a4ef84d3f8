/** What mails to members are about: each kind can be switched off. The outbox calls them so, too. */
export const mailKinds = ['reply', 'mention', 'comment', 'moderation', 'claim', 'submission'] as const

export type MailKind = (typeof mailKinds)[number]

export const isMailKind = (kind: string): kind is MailKind => mailKinds.some((known) => known === kind)
