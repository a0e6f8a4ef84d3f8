// A line of the table of settings.

import type { Kind } from './setting-kinds.ts'

export interface Setting<T> {
  kind: Kind<T>
  /** As written in the environment; absent: no value. */
  fallback?: string
  help: string
  secret?: boolean
  /** `NAME=` is a value and not the same as not naming it. */
  mayBeEmpty?: boolean
}

interface More {
  fallback?: string
  secret?: boolean
  mayBeEmpty?: boolean
}

export function setting<T, const M extends More = Record<never, never>>(
  kind: Kind<T>,
  help: string,
  more?: M,
) {
  return { kind, help, ...(more as M) }
}
