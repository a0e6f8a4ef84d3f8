// Signing up, in and out, and who a request comes from. Everything that a person gets to read about it is said here.

import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import { Conflict, Forbidden, Invalid } from '../errors.ts'
import { type Auth, cookieName, createAuth, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './auth.ts'
import { readHandle } from './handles.ts'
import {
  addPersonOfMember,
  changeMember,
  isFreeName,
  memberByEmail,
  memberById,
  memberByName,
  setRole,
  viewerOf,
} from './member-queries.ts'
import type { Role, Viewer } from './roles.ts'
import { secretKeys } from './secret.ts'

export interface AccountsParts {
  db: Db
  clock: Clock
  publicUrl: string
  secureCookies: boolean
  /** SECRET_KEY. */
  secretKey?: string | undefined
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

/** What the browser is told: headers `Set-Cookie`. */
export type Cookies = string[]

export type Accounts = ReturnType<typeof createAccounts>

export function createAccounts(parts: AccountsParts) {
  const { db, clock, publicUrl, secureCookies, secretKey } = parts
  let auth: Promise<Auth> | null = null
  const library = (): Promise<Auth> => {
    auth ??= secretKeys(db, clock.now(), secretKey).then((secrets) =>
      createAuth({ db, clock, settings: { publicUrl, secrets, secureCookies } }),
    )
    auth.catch(() => {
      auth = null
    })
    return auth
  }

  /** Null for whoever is not signed in, or may not act any more. */
  async function viewerOfRequest(headers: Headers): Promise<Viewer | null> {
    const cookie = headers.get('cookie')
    if (!cookie?.includes(`${cookieName(secureCookies)}=`)) return null
    const session = await (await library()).api.getSession({ headers: new Headers({ cookie }) })
    const member = session && (await memberById(db, session.user.id))
    return member ? viewerOf(member, clock.now()) : null
  }

  /** @throws Invalid, Conflict */
  async function addMember({
    name,
    email,
    password,
    role = 'reader',
    vouched = false,
  }: NewMember): Promise<string> {
    const handle = readHandle(name)
    const address = readAddress(email)
    if (password !== undefined) checkPassword(password)
    if (!(await isFreeName(db, handle))) {
      throw new Conflict(`The name ${handle}, or one that looks like it, is taken. Choose another.`)
    }
    if (await memberByEmail(db, address)) throw new Conflict('There is an account with this address already.')
    const { internalAdapter, password: passwords } = await (await library()).$context
    const { id } = await internalAdapter.createUser(
      { name: handle, email: address, emailVerified: vouched },
      { method: 'email-password' },
    )
    await addPersonOfMember(db, id, handle)
    await changeMember(db, id, { role, vouched: vouched ? 1 : 0 })
    if (password !== undefined) {
      const hash = await passwords.hash(password)
      await internalAdapter.linkAccount({
        userId: id,
        providerId: 'credential',
        accountId: id,
        password: hash,
      })
    }
    return id
  }

  /** Says the same whether the name, the address or the password is wrong. @throws Forbidden */
  async function signIn(
    { who, password }: { who: string; password: string },
    headers: Headers,
  ): Promise<Cookies> {
    const member = who.includes('@') ? await memberByEmail(db, who) : await memberByName(db, who)
    const email = member?.email ?? 'nobody@invalid.example'
    const response = await (await library()).api.signInEmail({
      body: { email, password },
      headers: agentOf(headers),
      asResponse: true,
    })
    if (response.status !== 200 || !member)
      throw new Forbidden('Name, address or password are wrong. Try again.')
    if (!viewerOf(member, clock.now()))
      throw new Forbidden('This account is closed. Write to whoever runs this site.')
    return response.headers.getSetCookie()
  }

  /** For who has shown by other means who they are. */
  async function startSession(memberId: string, headers: Headers): Promise<Cookies> {
    const response = await (await library()).api.startSession({
      body: { memberId },
      headers: agentOf(headers),
      asResponse: true,
    })
    return response.headers.getSetCookie()
  }

  async function signOut(headers: Headers): Promise<Cookies> {
    const cookie = headers.get('cookie') ?? ''
    const response = await (await library()).api.signOut({
      headers: new Headers({ cookie }),
      asResponse: true,
    })
    return response.headers.getSetCookie()
  }

  /** @throws Invalid where there is no such member */
  async function giveRole(name: string, role: Role): Promise<void> {
    const member = await memberByName(db, name)
    if (!member) throw new Invalid(`There is no member ${name}.`)
    await setRole(db, member.id, role)
  }

  return { library, viewerOfRequest, addMember, signIn, startSession, signOut, giveRole }
}

const agentOf = (headers: Headers): Headers =>
  new Headers({ 'user-agent': (headers.get('user-agent') ?? '').slice(0, 300) })

/** In lower case. @throws Invalid */
export function readAddress(text: string): string {
  const address = text.trim().toLowerCase()
  if (/^[^\s@<>",;:\\()[\]]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,24}$|^[^\s@]{1,64}@localhost$/.test(address))
    return address
  throw new Invalid('This is no mail address.', { email: 'must be a mail address such as ada@example.org' })
}

/** @throws Invalid */
export function checkPassword(password: string): void {
  if (password.length >= SHORTEST_PASSWORD && password.length <= LONGEST_PASSWORD) return
  const problem = `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`
  throw new Invalid(problem, { password: problem })
}
