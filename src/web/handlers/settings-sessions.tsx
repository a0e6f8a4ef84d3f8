import { endSession, endSessions, sessionsOf } from '../../accounts/session-queries.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { SessionsPage } from '../pages/settings-sessions.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { readForm } from './form.ts'
import { requireOwnAccount, requireOwnPages } from './own-settings.ts'

export function showSessions({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.sessions()), 303)
    const { id, sessionId } = requireOwnPages(c)
    const sessions = await sessionsOf(db, id, c.var.site.now)
    return render(c, <SessionsPage site={c.var.site} sessions={sessions} current={sessionId} />, {
      noindex: true,
    })
  }
}

/** One (`id`), or all others. */
export function revokeSessions({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id, sessionId } = requireOwnAccount(c)
    const session = (await readForm(c)).line('id')
    if (session === '') await endSessions(db, id, sessionId)
    else await endSession(db, id, session)
    return c.redirect(routes.sessions(), 303)
  }
}
