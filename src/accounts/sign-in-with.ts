// Services that people sign in with: those of which the settings have a client id.

import type { Auth } from './auth.ts'

/** The table of settings has them under the same names. */
export interface ServiceSettings {
  GITHUB_CLIENT_ID?: string | undefined
  GITHUB_CLIENT_SECRET?: string | undefined
  GOOGLE_CLIENT_ID?: string | undefined
  GOOGLE_CLIENT_SECRET?: string | undefined
  ORCID_CLIENT_ID?: string | undefined
  ORCID_CLIENT_SECRET?: string | undefined
  HF_CLIENT_ID?: string | undefined
  HF_CLIENT_SECRET?: string | undefined
  OIDC_CLIENT_ID?: string | undefined
  OIDC_CLIENT_SECRET?: string | undefined
  OIDC_ISSUER?: string | undefined
  OIDC_NAME?: string | undefined
}

export interface Service {
  /** As in its address: `/auth/callback/github`. */
  id: 'github' | 'google' | 'huggingface' | 'orcid' | 'oidc'
  name: string
  clientId: string
  clientSecret: string
  /** Of services that describe themselves; the others are known to the library. */
  discoveryUrl?: string
}

export function servicesOf(settings: ServiceSettings): Service[] {
  const { OIDC_ISSUER = '', OIDC_NAME = 'your organisation' } = settings
  const all = [
    service('github', 'GitHub', settings.GITHUB_CLIENT_ID, settings.GITHUB_CLIENT_SECRET),
    service('google', 'Google', settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET),
    service('huggingface', 'Hugging Face', settings.HF_CLIENT_ID, settings.HF_CLIENT_SECRET),
    service('orcid', 'ORCID', settings.ORCID_CLIENT_ID, settings.ORCID_CLIENT_SECRET, 'https://orcid.org'),
    service('oidc', OIDC_NAME, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET, OIDC_ISSUER),
  ]
  return all.filter((one) => one !== null)
}

function service(
  id: Service['id'],
  name: string,
  clientId?: string,
  clientSecret?: string,
  issuer?: string,
): Service | null {
  if (clientId === undefined || clientSecret === undefined || issuer === '') return null
  const discoveryUrl = issuer && `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  return { id, name, clientId, clientSecret, ...(discoveryUrl !== undefined && { discoveryUrl }) }
}

/** Where to send the browser, and what to tell it to remember until it comes back. */
export async function startWith(
  auth: Auth,
  { id }: Service,
  { welcome, signIn }: { welcome: string; signIn: string },
): Promise<{ url: string; cookies: string[] }> {
  const response = await auth.api.signInSocial({
    body: { provider: id, callbackURL: welcome, errorCallbackURL: signIn, disableRedirect: true },
    headers: new Headers(),
    asResponse: true,
  })
  const { url } = (await response.json()) as { url?: string }
  if (response.status !== 200 || !url)
    throw new Error(`The service ${id} can’t be asked (${response.status}).`)
  return { url, cookies: response.headers.getSetCookie() }
}
