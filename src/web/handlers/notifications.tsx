import { markRead, noticesOf } from '../../community/notifications/notification-queries.ts'
import { NotFound } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { NotificationsPage } from '../pages/notifications.tsx'
import { routes } from '../routes.ts'
import { pageAsked, render } from './answer.ts'
import { readForm } from './form.ts'
import { goBack } from './go-back.ts'
import { requireMay } from './require-viewer.ts'

const PER_PAGE = 50

/** What the one who asks was told, the newest first. Members are in the store, also while the sample edition is shown. */
export function showNotifications({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { site, viewer } = c.var
    if (!viewer) return c.redirect(routes.signIn(routes.notifications()), 302)
    requireMay(c, 'own-pages')
    const page = pageAsked(c)
    const notices = await noticesOf(db, viewer.id, { skip: (page - 1) * PER_PAGE, limit: PER_PAGE + 1 })
    if (notices.length === 0 && page > 1) throw new NotFound(`This list ends before page ${page}.`)
    const paging = {
      ...(page > 1 && { previous: routes.notifications(page - 1) }),
      ...(notices.length > PER_PAGE && { next: routes.notifications(page + 1) }),
    }
    const props = { site, notices: notices.slice(0, PER_PAGE), ...paging }
    return render(c, <NotificationsPage {...props} />, { noindex: true })
  }
}

/** One by its `id`, or all. */
export function markAsRead({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const id = (await readForm(c)).line('id')
    await markRead(db, requireMay(c, 'own-pages').id, c.var.site.now, id === '' ? undefined : id)
    return goBack(c, routes.notifications())
  }
}
