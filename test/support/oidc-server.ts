// A service that people sign in with, on this machine: OpenID Connect with discovery, PKCE, nonce and signed tokens.

import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { atEnd } from './database.ts'

export interface Claims {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
}

export interface OidcServer {
  issuer: string
  /** Who is signed in there: the next to be let through. */
  claims: Claims
}

export async function oidcServer(): Promise<OidcServer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const given = new Map<string, { claims: Claims; nonce: string | null; challenge: string | null }>()
  const service: OidcServer = { issuer: '', claims: { sub: 'nobody' } }
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  function idToken(claims: Claims, nonce: string | null): string {
    const seconds = Math.floor(Date.now() / 1000)
    const payload = { iss: service.issuer, aud: 'client', iat: seconds, exp: seconds + 300, nonce, ...claims }
    const signed = `${encoded({ alg: 'RS256', kid: 'one' })}.${encoded(payload)}`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`
  }

  async function token(request: IncomingMessage): Promise<object> {
    const fields = new URLSearchParams(await text(request))
    const grant = given.get(fields.get('code') ?? '')
    given.delete(fields.get('code') ?? '')
    const proof = createHash('sha256')
      .update(fields.get('code_verifier') ?? '')
      .digest('base64url')
    if (!grant || grant.challenge !== proof) return { error: 'invalid_grant' }
    return {
      ...{ access_token: 'an-access-token', token_type: 'Bearer', expires_in: 300 },
      id_token: idToken(grant.claims, grant.nonce),
    }
  }

  const documents: Record<string, () => object> = {
    '/.well-known/openid-configuration': () => ({
      issuer: service.issuer,
      authorization_endpoint: `${service.issuer}/authorize`,
      token_endpoint: `${service.issuer}/token`,
      jwks_uri: `${service.issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
    }),
    '/jwks': () => ({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
    }),
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', service.issuer)
    if (url.pathname === '/authorize') {
      const code = randomBytes(8).toString('hex')
      const { searchParams: asked } = url
      given.set(code, {
        claims: service.claims,
        nonce: asked.get('nonce'),
        challenge: asked.get('code_challenge'),
      })
      const back = new URL(asked.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', asked.get('state') ?? '')
      return response.writeHead(302, { location: back.href }).end()
    }
    const answer = url.pathname === '/token' ? await token(request) : documents[url.pathname]?.()
    response.writeHead(answer ? ('error' in answer ? 400 : 200) : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => {
    server.closeAllConnections()
    server.close()
  })
  service.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return service
}
