import { type Action, may, neededFor, type Subject } from '../../accounts/permissions.ts'
import { reaches, type Viewer } from '../../accounts/roles.ts'
import { Forbidden, SignInFirst } from '../../errors.ts'
import type { Ctx } from '../environment.ts'

/** Who is signed in and may act. @throws Forbidden */
export function requireViewer(c: Ctx): Viewer {
  const { viewer } = c.var
  if (!viewer) throw new SignInFirst('Sign in first.')
  if (viewer.suspendedUntil !== undefined) {
    throw new Forbidden(
      'This account is suspended for now: it can read, but nothing else. Its settings say why and until when.',
    )
  }
  return viewer
}

/** What src/accounts/permissions.ts allows. @throws Forbidden */
export function requireMay(c: Ctx, action: Action, subject?: Subject): Viewer {
  const { viewer } = c.var
  if (viewer && may(viewer, action, subject)) return viewer
  const { role, scopes } = requireViewer(c)
  const needed = neededFor(action)
  if (scopes && may({ ...requireViewer(c), scopes: null }, action, subject)) {
    throw new Forbidden('This token wasn’t made for that. Make one with the scope that it needs.')
  }
  if (needed === 'nobody' || reaches(role, needed)) throw new Forbidden('That isn’t yours to change.')
  throw new Forbidden(`That needs the role ${needed}. Ask whoever runs this site.`)
}
