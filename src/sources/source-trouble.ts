/**
 * - `busy`: asked too often (429) or closed for a while (503): ask again later, as late as it says.
 * - `unreachable`: no connection, no answer in time, an error on its side (5xx).
 * - `garbled`: an answer that is cut off or isn't what the protocol says; often whole at the next try.
 * - `refused`: it understood and said no (400, 403, 404, a protocol's error): asking again changes nothing.
 */
export type TroubleKind = 'busy' | 'unreachable' | 'garbled' | 'refused'

/** Why a source gave no papers. The message is a sentence that a person understands. */
export class SourceTrouble extends Error {
  override readonly name = 'SourceTrouble'
  readonly kind: TroubleKind
  /** Milliseconds for which it asked us to wait; absent: it didn't say. */
  readonly retryAfterMs?: number

  constructor(kind: TroubleKind, message: string, retryAfterMs?: number) {
    super(message)
    this.kind = kind
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs
  }
}
