import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server'
import { isKnownError, NotFound } from '../../errors.ts'
import { type McpCall, sentenceOf } from './call.ts'

/**
 * What is thrown becomes an error of the protocol, without what only the log may know. `uri`: the resource that was
 * asked for.
 */
export async function guarded<T>(
  call: McpCall,
  what: string,
  answer: () => Promise<T>,
  uri?: string,
): Promise<T> {
  try {
    return await answer()
  } catch (error) {
    const sentence = sentenceOf(call, what, error)
    if (error instanceof NotFound && uri !== undefined) throw new ResourceNotFoundError(uri, sentence)
    const code = isKnownError(error) ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError
    throw new ProtocolError(code, sentence)
  }
}
