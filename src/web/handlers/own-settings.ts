// What every page of settings begins with.

import type { Viewer } from '../../accounts/roles.ts'
import { Forbidden } from '../../errors.ts'
import type { Ctx } from '../environment.ts'
import { requireMay } from './require-viewer.ts'

/** A member in a browser: a token, which may have leaked, must not make more of them. @throws Forbidden */
export function requireOwnSettings(c: Ctx): Viewer & { sessionId: string } {
  return inBrowser(requireMay(c, 'own-settings', { owner: c.var.viewer?.id ?? null }))
}

/** Ways to sign in, and leaving: suspended members may, too. @throws Forbidden */
export function requireOwnAccount(c: Ctx): Viewer & { sessionId: string } {
  return inBrowser(requireMay(c, 'own-account', { owner: c.var.viewer?.id ?? null }))
}

/** To look at: suspended members may, too. @throws Forbidden */
export function requireOwnPages(c: Ctx): Viewer & { sessionId: string } {
  return inBrowser(requireMay(c, 'own-pages', { owner: c.var.viewer?.id ?? null }))
}

function inBrowser(viewer: Viewer): Viewer & { sessionId: string } {
  const { sessionId } = viewer
  if (sessionId === undefined) throw new Forbidden('Settings are for browsers: sign in, without a token.')
  return { ...viewer, sessionId }
}
