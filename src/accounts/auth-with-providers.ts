// The library once more, with the services that people sign in with. Apart from the first, because it asks services for
// their descriptions when it is made: whoever is signed in already must not wait for them.

import type { BetterAuthOptions } from 'better-auth'
import { newMemberId } from './member-id.ts'
import type { Service } from './sign-in-with.ts'

/** What a service says of a person becomes a member without a name: they choose one next. */
export async function optionsForServices(services: readonly Service[], canSignUp: boolean) {
  const [{ genericOAuth }, { APIError }] = await Promise.all([
    import('better-auth/plugins/generic-oauth'),
    import('better-auth/api'),
  ])
  const known = services.filter(({ discoveryUrl }) => discoveryUrl === undefined)
  const described = services.filter(({ discoveryUrl }) => discoveryUrl !== undefined)
  const options = {
    socialProviders: Object.fromEntries(
      known.map(({ id, clientId, clientSecret }) => [
        id,
        { clientId, clientSecret, disableSignUp: !canSignUp },
      ]),
    ),
    databaseHooks: {
      user: {
        create: {
          before: async (user: { email: string; emailVerified: boolean }) => {
            // Else somebody could take the address of another, who then finds a stranger in their account.
            if (!user.emailVerified) throw new APIError('FORBIDDEN', { code: 'email_not_verified' })
            const name = `unnamed-${newMemberId()}`
            return { data: { ...user, name, image: null, state: 'unnamed', likeness: name } }
          },
        },
      },
      // Nothing is asked of the services later: their tokens would only be there to be stolen.
      account: {
        create: { before: async (account: object) => ({ data: { ...account, ...noTokens } }) },
        update: { before: async (account: object) => ({ data: { ...account, ...noTokens } }) },
      },
    },
  } satisfies BetterAuthOptions
  const plugin = genericOAuth({
    config: described.map(({ id, clientId, clientSecret, discoveryUrl = '' }) => ({
      ...{ providerId: id, clientId, clientSecret, discoveryUrl, disableSignUp: !canSignUp },
      scopes: id === 'orcid' ? ['openid'] : ['openid', 'profile', 'email'],
      requireIdTokenVerification: true,
      ...(id === 'orcid' && { mapProfileToUser: orcidUser }),
    })),
  })
  return { options, plugin }
}

const noTokens = { accessToken: null, refreshToken: null, idToken: null }

/** ORCID tells no address. This one belongs to nobody, gets no mail, and is told apart by its ending. */
const orcidUser = ({ sub }: { sub?: string | number | null | undefined }) => ({
  email: `${String(sub).toLowerCase()}@orcid.invalid`,
  emailVerified: true,
})
