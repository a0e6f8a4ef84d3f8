import * as v from 'valibot'

/** Every refusal. */
export const problemSchema = v.object({
  /** A sentence for people. */
  error: v.string(),
  /** Which part of the request is wrong, and how. */
  fields: v.optional(v.record(v.string(), v.string())),
})
