import { Invalid } from '../../errors.ts'

/** What `read` gives; undefined where that is no usable work. One bad work must not cost the others of its answer. */
export function unlessInvalid<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Invalid) return undefined
    throw error
  }
}
