// What the script of the pages sends: the JSON of a browser's credential. Only its form is checked here; what it says is
// worth something only once its signature was.

import * as v from 'valibot'
import { Invalid } from '../../errors.ts'

/** Characters. The longest that authenticators make have a few thousand. */
export const LONGEST_CREDENTIAL = 20_000

const base64url = (longest: number) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(longest), v.regex(/^[\w-]+$/))

const credentialId = base64url(1_400)

const common = {
  id: credentialId,
  rawId: credentialId,
  type: v.literal('public-key'),
}

const added = v.object({
  ...common,
  response: v.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(14_000),
    transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,20}$/))), v.maxLength(10))),
  }),
})

const signed = v.object({
  ...common,
  response: v.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(8_000),
    userHandle: v.nullish(base64url(200)),
  }),
})

/** Of a new passkey. @throws Invalid */
export const readAdded = (json: string): v.InferOutput<typeof added> => read(added, json)

/** Of one that is known. @throws Invalid */
export const readSigned = (json: string): v.InferOutput<typeof signed> => read(signed, json)

/** What was signed, as it was given out. @throws Invalid */
export function challengeIn({ response }: { response: { clientDataJSON: string } }): string {
  const text = Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')
  return read(v.object({ challenge: base64url(200) }), text).challenge
}

function read<S extends v.GenericSchema>(schema: S, json: string): v.InferOutput<S> {
  const result = v.safeParse(schema, parsed(json))
  if (result.success) return result.output
  throw new Invalid('This is no passkey’s answer. Use the button of the page, with scripts on.')
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
