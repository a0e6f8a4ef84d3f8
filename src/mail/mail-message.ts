// A stored mail as the message that goes over the wire: plain text, the same as simple HTML, and headers that say a
// program wrote it.

import { isMailKind } from '../community/notifications/mail-kinds.ts'
import type { MailTable } from '../db/schema-people.ts'

export interface Sender {
  /** As in `MAIL_FROM`: an address, or `Name <address>`. */
  from: string
  /** How the site is reached: its host stands in the id of a message. */
  publicUrl: string
}

/** The same bytes' worth of headers each time it is tried: a receiver that got it twice can tell. */
export async function messageOf(mail: MailTable, { from, publicUrl }: Sender): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const host = new URL(publicUrl).hostname
  const composer = new MailComposer({
    from,
    to: mail.recipient,
    subject: mail.subject,
    text: mail.body,
    html: mail.html ?? htmlOf(mail),
    date: new Date(mail.created_at),
    messageId: `<${mail.id}@${host}>`,
    headers: {
      ...{ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      ...(mail.unsubscribe_url !== null && subscriptionHeaders(mail.unsubscribe_url, host, mail.kind)),
    },
    // Nothing is read from files or addresses: all there is stands in the row.
    ...{ disableFileAccess: true, disableUrlAccess: true, newline: 'windows' },
  })
  return composer.compile().build()
}

/**
 * What lets mail programs unsubscribe by themselves (RFC 2369, 2919 and 8058). Lists are named by the site's host and
 * what they are about.
 */
export const subscriptionHeaders = (unsubscribeUrl: string, host: string, kind: string) => ({
  // On one line: some programs don't find an address that stands on the next.
  'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${unsubscribeUrl}>` },
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  'List-Id': `<${listOf(kind)}.${host}>`,
  Precedence: 'bulk',
})

function listOf(kind: string): string {
  if (isMailKind(kind)) return 'notifications'
  return kind === 'search' ? 'searches' : 'digest'
}

/** The bare address of `Name <address>`. */
export const addressOf = (sender: string): string => /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender

function htmlOf({ subject, body }: MailTable): string {
  const paragraphs = body.split(/\n{2,}/).map((paragraph) => `<p>${linked(paragraph.trim())}</p>`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body>
${paragraphs.join('\n')}
</body></html>`
}

function linked(paragraph: string): string {
  const text = escaped(paragraph)
  return /^https?:\/\/[^\s<>"]+$/.test(paragraph)
    ? `<a href="${text}">${text}</a>`
    : text.replaceAll('\n', '<br>\n')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter)
