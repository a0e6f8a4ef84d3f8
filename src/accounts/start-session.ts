// Sessions for people who have shown by other means who they are: the owner's link, a confirmed address. Only this
// program can call it; the library's addresses are not served.

import type { BetterAuthPlugin } from 'better-auth'
import { object, string } from 'valibot'

export async function startSessionPlugin() {
  const [{ createAuthEndpoint }, { setSessionCookie }] = await Promise.all([
    import('better-auth/api'),
    import('better-auth/cookies'),
  ])
  return {
    id: 'start-session',
    endpoints: {
      startSession: createAuthEndpoint(
        '/start-session',
        { method: 'POST', body: object({ memberId: string() }), metadata: { SERVER_ONLY: true } },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.memberId)
          if (!user) return ctx.json({ started: false })
          const session = await ctx.context.internalAdapter.createSession(user.id)
          await setSessionCookie(ctx, { session, user })
          return ctx.json({ started: true })
        },
      ),
    },
  } satisfies BetterAuthPlugin
}
