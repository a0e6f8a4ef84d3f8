// What a request holds, within limits, before anything of it is acted on.

/** Messages in one request: an old way that the newer protocols don't know. */
const MOST_IN_A_BATCH = 20

/** The deepest that any message of the protocol nests is about 8. */
const DEEPEST = 40

const PARSE_ERROR = -32_700
const INVALID_REQUEST = -32_600
const METHOD_NOT_FOUND = -32_601

type Read = { message: unknown } | { code: number; refusal: string }

/** The message or messages; or, as a sentence, why they can't be taken. */
export function readMessage(text: string): Read {
  if (depthOf(text) > DEEPEST)
    return { code: INVALID_REQUEST, refusal: `A request may nest ${DEEPEST} levels deep.` }
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return { code: PARSE_ERROR, refusal: 'The request is not JSON. Send one message of JSON-RPC 2.0.' }
  }
  const messages = Array.isArray(message) ? message : [message]
  if (messages.length === 0 || messages.length > MOST_IN_A_BATCH)
    return { code: INVALID_REQUEST, refusal: `A request may hold 1 to ${MOST_IN_A_BATCH} messages.` }
  // The library would wait for the answer to what was taken back.
  if (Array.isArray(message) && messages.some((one) => one?.method === 'notifications/cancelled'))
    return { code: INVALID_REQUEST, refusal: 'A batch can’t take back requests: leave them out instead.' }
  if (messages.some((one) => one?.method === 'subscriptions/listen')) {
    const refusal =
      'This server keeps no stream open: what it offers does not change in between. Ask again instead.'
    return { code: METHOD_NOT_FOUND, refusal }
  }
  return { message }
}

/** How deep brackets nest outside of texts; of what is no JSON, a number that is at least as large. */
export function depthOf(json: string): number {
  let [depth, deepest, isText] = [0, 0, false]
  for (let at = 0; at < json.length; at++) {
    const mark = json[at]
    if (isText && mark === '\\') at++
    else if (mark === '"') isText = !isText
    else if (isText) continue
    else if (mark === '{' || mark === '[') deepest = Math.max(deepest, ++depth)
    else if (mark === '}' || mark === ']') depth--
  }
  return deepest
}
