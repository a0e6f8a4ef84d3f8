// Who is told of a comment: in the transaction in which it is written, so that nobody hears of what isn't there, and
// nobody misses what is. docs/decisions/0023-discussion.md says the rules.

import { newMemberId } from '../../accounts/member-id.ts'
import type { Tx } from '../../db/connect.ts'
import type { CommentTable } from '../../db/schema-community.ts'
import { mentionsIn } from '../markdown/markdown.ts'
import { type Listener, mailListeners, type NoticeLinks } from './notice-mail.ts'
import { putNotifications } from './notification-queries.ts'
import { listenersAmong, membersNamed, ownersOfPaper, toldOf } from './recipient-queries.ts'

type Kind = Listener['kind']

/** Names that one comment may call; more would be a way to disturb everybody. */
const MOST_MENTIONS = 10

/** The writer of what it replies to, those whom it mentions, and whose paper it is: each once, for the first of these. */
export async function notifyOfComment(
  tx: Tx,
  {
    comment,
    parentWriter,
    links,
  }: { comment: CommentTable; parentWriter: string | null; links?: NoticeLinks | undefined },
): Promise<void> {
  const kinds = new Map<string, Kind>()
  const add = (kind: Kind, people: readonly string[]) => {
    for (const id of people) if (!kinds.has(id)) kinds.set(id, kind)
  }
  add('reply', parentWriter === null ? [] : [parentWriter])
  add('mention', await mentioned(tx, comment.body))
  add('comment', await ownersOfPaper(tx, comment.paper_id))
  await tell(tx, comment, { kinds, now: comment.created_at, links })
}

/** Those whom only the new text mentions. */
export async function notifyOfEdit(
  tx: Tx,
  {
    earlier,
    body,
    now,
    links,
  }: { earlier: CommentTable; body: string; now: number; links?: NoticeLinks | undefined },
): Promise<void> {
  const told = await toldOf(tx, earlier.id)
  const called = (await mentioned(tx, body)).filter((id) => !told.has(id))
  const kinds = new Map<string, Kind>(called.map((id) => [id, 'mention']))
  await tell(tx, { ...earlier, body }, { kinds, now, links })
}

async function mentioned(tx: Tx, body: string): Promise<string[]> {
  return membersNamed(tx, mentionsIn(body).slice(0, MOST_MENTIONS))
}

interface Told {
  kinds: ReadonlyMap<string, Kind>
  now: number
  links: NoticeLinks | undefined
}

async function tell(tx: Tx, comment: CommentTable, { kinds, now, links }: Told): Promise<void> {
  const { id, paper_id, person_id } = comment
  const others = [...kinds.keys()].filter((person) => person !== person_id)
  if (others.length === 0) return
  const listeners = (await listenersAmong(tx, paper_id, others)).map((listener) => ({
    ...listener,
    kind: kinds.get(listener.id) ?? 'comment',
  }))
  const mailed = links ? await mailListeners(tx, comment, { listeners, links, now }) : new Set()
  await putNotifications(
    tx,
    listeners.map((listener) => ({
      ...{ id: newMemberId(), person_id: listener.id, kind: listener.kind },
      ...{ actor_id: person_id, paper_id, comment_id: id, sentence: null },
      ...{ created_at: now, read_at: null, mailed_at: mailed.has(listener.id) ? now : null },
    })),
  )
}
