// Events of the type m.room.message for Matrix (https://spec.matrix.org/latest/client-server-api/#mnotice).

import type { Item } from '../../digests/letter.ts'
import { escaped } from '../../mail/mail-message.ts'
import type { Bulletin } from './bulletin.ts'
import { inParts } from './fit-text.ts'

/** An event may have 65,536 bytes with all that servers add, as JSON. */
const room = { most: 50, size: 30_000 }

export interface MatrixMessage {
  msgtype: 'm.notice'
  body: string
  format: 'org.matrix.custom.html'
  formatted_body: string
  /** Nobody is meant, whatever names stand in it. */
  'm.mentions': Record<string, never>
}

export function matrixMessages({ heading, items, more }: Bulletin): MatrixMessage[] {
  const numbered = items.map((item, at) => ({ html: itemHtml(item), text: itemText(item, at + 1), at }))
  const sizeOf = ({ html, text }: { html: string; text: string }) =>
    Buffer.byteLength(JSON.stringify([html, text]))
  const parts = inParts(numbered, sizeOf, room)
  const whole = parts.length === 0 ? [[]] : parts
  return whole.map((part, at) => {
    const [isFirst, isLast] = [at === 0, at === whole.length - 1]
    const list = part.map(({ html }) => html).join('')
    return {
      msgtype: 'm.notice',
      body: [
        ...(isFirst ? [heading] : []),
        ...part.map(({ text }) => text),
        ...(isLast ? [`${more.text}: ${more.url}`] : []),
      ].join('\n\n'),
      format: 'org.matrix.custom.html',
      formatted_body: [
        isFirst ? `<p><strong>${escaped(heading)}</strong></p>` : '',
        list === '' ? '' : `<ol start="${(part[0]?.at ?? 0) + 1}">${list}</ol>`,
        isLast ? `<p><a href="${escaped(more.url)}">${escaped(more.text)}</a></p>` : '',
      ].join(''),
      'm.mentions': {},
    }
  })
}

const itemText = ({ title, url, authors, why, votes }: Item, number: number): string =>
  `${number}. ${title}\n${url}\n${authors}\n${why} · ${votes}`

const itemHtml = ({ title, url, authors, why, votes, comments }: Item): string =>
  `<li><a href="${escaped(url)}">${escaped(title)}</a><br>${escaped(authors)}<br>${escaped(why)} · ${escaped(votes)} · <a href="${escaped(comments.url)}">${escaped(comments.text)}</a></li>`
