// A passkey in software: makes keys and signs as browsers and their authenticators do.

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export interface AuthenticatorFacts {
  rpId: string
  origin: string
}

/** Bits of the flags: somebody was there; it was them; the key may be kept elsewhere; a key follows. */
const PRESENT = 1
const VERIFIED = 4
const KEY_FOLLOWS = 64

/** One passkey of one account. What it does can be spoilt for tests of refusals. */
export class Authenticator {
  readonly id = randomBytes(20)
  readonly #facts: AuthenticatorFacts
  readonly #privateKey: KeyObject
  readonly #publicKey: Buffer
  /** Of signatures; a copy of the authenticator has an older one. */
  counter = 0
  userHandle = ''
  verifiesUser = true

  constructor(facts: AuthenticatorFacts) {
    this.#facts = facts
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = privateKey
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.#publicKey = coseKey(Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url'))
  }

  /** Answers `navigator.credentials.create`, as JSON. */
  make(
    question: { challenge: string; user: { id: string } },
    facts: Partial<AuthenticatorFacts> = {},
  ): string {
    const { rpId, origin } = { ...this.#facts, ...facts }
    this.userHandle = question.user.id
    const authData = Buffer.concat([
      this.#authData(rpId, KEY_FOLLOWS),
      Buffer.alloc(16),
      length16(this.id.length),
      this.id,
      this.#publicKey,
    ])
    return this.#credential({
      clientDataJSON: clientData('webauthn.create', question.challenge, origin),
      attestationObject: attestation(authData).toString('base64url'),
      transports: ['internal', 'hybrid'],
    })
  }

  /** Answers `navigator.credentials.get`, as JSON. */
  sign({ challenge }: { challenge: string }, facts: Partial<AuthenticatorFacts> = {}): string {
    const { rpId, origin } = { ...this.#facts, ...facts }
    this.counter += 1
    const authenticatorData = this.#authData(rpId, 0)
    const clientDataJSON = clientData('webauthn.get', challenge, origin)
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest()
    const signature = sign('sha256', Buffer.concat([authenticatorData, hash]), this.#privateKey)
    return this.#credential({
      clientDataJSON,
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: this.userHandle,
    })
  }

  #authData(rpId: string, more: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    const flags = PRESENT | (this.verifiesUser ? VERIFIED : 0) | more
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counter])
  }

  #credential(response: object): string {
    const id = this.id.toString('base64url')
    return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} })
  }
}

const clientData = (type: string, challenge: string, origin: string): string =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url')

function length16(length: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(length)
  return bytes
}

// CBOR, as much of it as is needed: maps of few entries, short texts, bytes.

const bytes = (content: Buffer): Buffer =>
  content.length < 256
    ? Buffer.concat([Buffer.from([0x58, content.length]), content])
    : Buffer.concat([Buffer.from([0x59]), length16(content.length), content])

const text = (content: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + content.length]), Buffer.from(content)])

/** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} */
const coseKey = (x: Buffer, y: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(x),
    Buffer.from([0x22]),
    bytes(y),
  ])

/** {fmt: "none", attStmt: {}, authData} */
const attestation = (authData: Buffer): Buffer =>
  Buffer.concat([
    ...[Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
    ...[text('authData'), bytes(authData)],
  ])
