// The library for accounts (better-auth) with this site's tables, cookies and rules. Loaded on first use: reading needs
// none of it. Its own pages and addresses are not served; handlers call it.

import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import { newMemberId } from './member-id.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './passwords.ts'
import { startSessionPlugin } from './start-session.ts'

export interface AuthSettings {
  /** How the site is reached. */
  publicUrl: string
  /** Newest first. */
  secrets: string[]
  /** Cookies are for https or loopback: with the strictest name and only over such connections. */
  secureCookies: boolean
}

export interface AuthParts {
  db: Db
  clock: Clock
  settings: AuthSettings
}

export type Auth = Awaited<ReturnType<typeof createAuth>>

/** A session lasts this long after its last use. */
const SESSION_SECONDS = 30 * 86_400

export const cookieName = (secure: boolean): string => (secure ? '__Host-session' : 'session')

/** `more`: services that people sign in with. */
export async function createAuth(
  parts: AuthParts,
  more?: { options: Pick<BetterAuthOptions, 'socialProviders' | 'databaseHooks'>; plugin: BetterAuthPlugin },
) {
  const { betterAuth } = await import('better-auth')
  const plugins = [await startSessionPlugin()]
  // The type says what the library can do without services; with them it can do no less.
  const all = more ? [...plugins, more.plugin] : plugins
  return betterAuth({ ...optionsOf(parts), ...more?.options, plugins: all as typeof plugins })
}

function optionsOf({ db, settings }: AuthParts) {
  const { publicUrl, secrets, secureCookies } = settings
  return {
    baseURL: publicUrl,
    basePath: '/auth',
    secret: secrets[0] ?? '',
    // As on SQLite on both: dates are text and booleans 0 or 1 in our tables.
    database: { db, type: 'sqlite', transaction: true },
    telemetry: { enabled: false },
    onAPIError: { errorURL: `${publicUrl}/sign-in` },
    logger: { disabled: true },
    // Ours hold across nodes and for every address.
    rateLimit: { enabled: false },
    ...tables,
    emailAndPassword: {
      enabled: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    advanced: {
      database: { generateId: newMemberId, validateSchema: false },
      cookies: {
        session_token: {
          name: cookieName(secureCookies),
          attributes: { httpOnly: true, secure: secureCookies, sameSite: 'lax', path: '/' },
        },
      },
    },
  } satisfies BetterAuthOptions
}

/** The library’s names and those of our columns. */
const tables = {
  user: {
    modelName: 'member',
    fields: {
      emailVerified: 'email_verified',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
    additionalFields: {
      role: { type: 'string', defaultValue: 'reader', input: false },
      state: { type: 'string', defaultValue: 'active', input: false },
      likeness: { type: 'string', defaultValue: () => `unnamed ${newMemberId()}`, input: false },
      vouched: { type: 'number', defaultValue: 0, input: false },
    },
  },
  session: {
    expiresIn: SESSION_SECONDS,
    updateAge: 86_400,
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
  },
  account: {
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
} satisfies BetterAuthOptions
