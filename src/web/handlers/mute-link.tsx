import { secretKeys } from '../../accounts/secret.ts'
import { checkMuteLink, type MuteLink, makeMuteLink } from '../../community/notifications/mute-link.ts'
import type { NoticeLinks } from '../../community/notifications/notice-mail.ts'
import { setMuted } from '../../community/notifications/notification-queries.ts'
import { NotFound } from '../../errors.ts'
import type { Paper } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import { aliasesOf } from '../../papers/statement-queries.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { MuteLinkPage } from '../pages/mute-link.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { readForm } from './form.ts'

export type MailParts = Pick<WebDependencies, 'db' | 'config'>

/** What mails about a discussion lead to; undefined where no server for mail is named. */
export async function noticeLinks({ db, config }: MailParts, c: Ctx): Promise<NoticeLinks | undefined> {
  if (config.SMTP_URL === undefined) return undefined
  const { publicUrl, now } = c.var.site
  const [key = ''] = await secretKeys(db, now, config.SECRET_KEY)
  return {
    comment: (paperId, commentId) => `${publicUrl}${routes.comment(paperId, commentId)}`,
    mute: (personId, paperId) => `${publicUrl}${routes.muteLink(makeMuteLink(key, personId, paperId))}`,
  }
}

/** Only shows a button: whatever looks at links before people do must mute nothing. */
export function showMuteLink(parts: MailParts) {
  return async (c: Ctx): Promise<Response> => {
    const link = {
      personId: c.req.query('person') ?? '',
      paperId: c.req.query('paper') ?? '',
      token: c.req.query('token') ?? '',
    }
    const { title } = await paperOf(parts, c, link)
    return render(c, <MuteLinkPage {...{ site: c.var.site, title, link }} isMuted={false} />, {
      noindex: true,
    })
  }
}

export function muteByLink(parts: MailParts) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const link = {
      personId: form.line('person'),
      paperId: form.line('paper', 1_000),
      token: form.line('token'),
    }
    const { id, title } = await paperOf(parts, c, link)
    await setMuted(parts.db, id, link.personId, true)
    return render(c, <MuteLinkPage {...{ site: c.var.site, title, link }} isMuted />, { noindex: true })
  }
}

/** Since the mail was sent its id may have been merged into another one. */
async function paperOf({ db, config }: MailParts, c: Ctx, link: MuteLink): Promise<Paper> {
  checkMuteLink(await secretKeys(db, c.var.site.now, config.SECRET_KEY), link)
  const id = (await aliasesOf(db, [link.paperId])).get(link.paperId) ?? link.paperId
  const paper = await paperById(db, id)
  if (paper) return paper
  throw new NotFound('This paper is not here any more, and its discussion tells nobody anything.')
}
