// Members come, sign in and out; and who a request comes from. What is done by mail stands in sign-up.ts and
// mailed-links.ts.

import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { Forbidden } from '../errors.ts'
import { accountLimits } from './account-limits.ts'
import { viewerOfToken } from './api-tokens.ts'
import { type Auth, cookieName, createAuth } from './auth.ts'
import { optionsForServices } from './auth-with-providers.ts'
import { bearerToken, hasBearer } from './bearer.ts'
import { readHandle } from './handles.ts'
import { countAttempt, takeBackAttempt } from './limits.ts'
import { readAddress } from './mail-address.ts'
import { memberCalled } from './mailed-links.ts'
import { memberById, viewerOf } from './member-queries.ts'
import { createMember } from './new-member.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import type { Role, Viewer } from './roles.ts'
import { secretKeys } from './secret.ts'
import { type Service, type ServiceSettings, servicesOf, startWith } from './sign-in-with.ts'

export interface AccountsParts {
  db: Db
  clock: Clock
  publicUrl: string
  secureCookies: boolean
  /** SECRET_KEY. */
  secretKey?: string | undefined
  /** Services that people can sign in with, and whether that makes new accounts. */
  services?: { settings: ServiceSettings; canSignUp: boolean }
}

export interface NewMember {
  name: string
  email: string
  /** Absent: signs in by links only. */
  password?: string
  role?: Role
  /** Made by somebody who vouches for it: verified, and not new. */
  vouched?: boolean
}

export interface Credentials {
  /** Name or mail address. */
  who: string
  password: string
  /** Where in the network it comes from: guesses are counted by it, too. */
  from: string
}

/** What the browser is told: headers `Set-Cookie`. */
export type Cookies = string[]

export interface Caller {
  /** Null for whoever is not signed in, or may not act any more. */
  viewer: Viewer | null
  /** A session that is used lasts longer, and so must its cookie: once a day there is a new one. */
  cookies: Cookies
}

export const createAccounts = (parts: AccountsParts): Accounts => new Accounts(parts)

export class Accounts {
  readonly #parts: AccountsParts
  readonly #library: () => Promise<Auth>
  readonly #withServices: () => Promise<Auth>

  constructor(parts: AccountsParts) {
    this.#parts = parts
    this.#library = keptLibrary(parts)
    const { settings = {}, canSignUp = false } = parts.services ?? {}
    this.#withServices = keptLibrary(parts, () => optionsForServices(servicesOf(settings), canSignUp))
  }

  /** A token goes before a cookie. */
  async callerOfRequest(headers: Headers): Promise<Caller> {
    const { db, clock, secureCookies } = this.#parts
    const authorization = headers.get('authorization')
    if (hasBearer(authorization)) {
      const token = bearerToken(authorization)
      return { viewer: token === null ? null : await viewerOfToken(db, token, clock.now()), cookies: [] }
    }
    const cookie = headers.get('cookie')
    if (!cookie?.includes(`${cookieName(secureCookies)}=`)) return { viewer: null, cookies: [] }
    const found = await (await this.#library()).api.getSession({
      headers: new Headers({ cookie }),
      returnHeaders: true,
    })
    const session = found.response
    if (!session) return { viewer: null, cookies: [] }
    const member = await memberById(db, session.user.id)
    const viewer = member ? viewerOf(member, clock.now()) : null
    return {
      viewer: viewer && { ...viewer, sessionId: session.session.id },
      cookies: found.headers.getSetCookie(),
    }
  }

  /** Without a form: made in the shell, or by the owner's link. @throws Invalid, Conflict */
  async addMember(wish: NewMember): Promise<string> {
    const { db, clock } = this.#parts
    const { password, role = 'reader', vouched = false } = wish
    const [name, email] = [readHandle(wish.name), readAddress(wish.email)]
    if (password !== undefined) checkPassword(password)
    const passwordHash = password === undefined ? undefined : await hashPassword(password)
    const facts = { name, email, passwordHash, role, vouched, verified: vouched }
    return inTransaction(db, (tx) => createMember(tx, facts, clock.now()))
  }

  /** Says the same whether the name, the address or the password is wrong. @throws Forbidden, RateLimited */
  async signIn({ who, password, from }: Credentials, headers: Headers): Promise<Cookies> {
    const { db, clock } = this.#parts
    const now = clock.now()
    const member = await memberCalled(db, who)
    const account = member?.id ?? who.trim().toLowerCase()
    await countAttempt(db, accountLimits.signIn, account, now)
    await countAttempt(db, accountLimits.signInFrom, from, now)
    const response = await (await this.#library()).api.signInEmail({
      // The library takes as long for nobody as for a member.
      body: { email: member?.email ?? 'nobody@invalid.example', password },
      headers: agentOf(headers),
      asResponse: true,
    })
    if (response.status !== 200 || !member)
      throw new Forbidden('Name, address or password are wrong. Try again.')
    if (!viewerOf(member, now))
      throw new Forbidden('This account is closed. Write to whoever runs this site.')
    await takeBackAttempt(db, accountLimits.signIn, account, now)
    await takeBackAttempt(db, accountLimits.signInFrom, from, now)
    return response.headers.getSetCookie()
  }

  /** For who has shown by other means who they are. */
  async startSession(memberId: string, headers: Headers): Promise<Cookies> {
    const response = await (await this.#library()).api.startSession({
      body: { memberId },
      headers: agentOf(headers),
      asResponse: true,
    })
    return response.headers.getSetCookie()
  }

  async signOut(headers: Headers): Promise<Cookies> {
    const cookie = headers.get('cookie') ?? ''
    const response = await (await this.#library()).api.signOut({
      headers: new Headers({ cookie }),
      asResponse: true,
    })
    return response.headers.getSetCookie()
  }

  /** Who came by a service and has no name yet; null for everybody else. */
  async namelessOfRequest(headers: Headers): Promise<{ id: string; email: string } | null> {
    const cookie = headers.get('cookie') ?? ''
    const session = await (await this.#library()).api.getSession({ headers: new Headers({ cookie }) })
    const member = session && (await memberById(this.#parts.db, session.user.id))
    return member?.state === 'unnamed' ? { id: member.id, email: member.email } : null
  }

  async startWithService(service: Service, addresses: { welcome: string; signIn: string }) {
    return startWith(await this.#withServices(), service, addresses)
  }

  /** What the library answers at the address to which services send browsers back. */
  async finishWithService(
    path: string,
    headers: Headers,
  ): Promise<{ location: string | null; cookies: Cookies }> {
    const url = new URL(path, this.#parts.publicUrl)
    const cookie = headers.get('cookie') ?? ''
    const request = new Request(url, { headers: { cookie, ...Object.fromEntries(agentOf(headers)) } })
    const answer = await (await this.#withServices()).handler(request)
    return { location: answer.headers.get('location'), cookies: answer.headers.getSetCookie() }
  }
}

/** Loaded once, on first use. */
function keptLibrary(
  { db, clock, publicUrl, secureCookies, secretKey }: AccountsParts,
  more?: () => ReturnType<typeof optionsForServices>,
): () => Promise<Auth> {
  let auth: Promise<Auth> | null = null
  return () => {
    auth ??= secretKeys(db, clock.now(), secretKey).then(async (secrets) =>
      createAuth({ db, clock, settings: { publicUrl, secrets, secureCookies } }, await more?.()),
    )
    auth.catch(() => {
      auth = null
    })
    return auth
  }
}

const agentOf = (headers: Headers): Headers =>
  new Headers({ 'user-agent': (headers.get('user-agent') ?? '').slice(0, 300) })
