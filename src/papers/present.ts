/** A value whose keys may also stand there without saying anything. */
export type Loose<T> = { [Key in keyof T]: T[Key] | undefined | null }

/** Leaves out keys without a value: to the compiler absent and undefined differ, and JSON would print null. */
export function present<T extends object>(value: Loose<T>): T {
  const kept: Record<string, unknown> = {}
  for (const key in value) if (value[key] !== undefined && value[key] !== null) kept[key] = value[key]
  return kept as T
}
