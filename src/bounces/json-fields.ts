// Fields of JSON that anybody may have written.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** Undefined where there is none on the way. */
export function at(json: Json | undefined, ...path: string[]): Json | undefined {
  let here: Json | undefined = json
  for (const name of path) {
    if (here === null || typeof here !== 'object' || Array.isArray(here)) return undefined
    here = Object.hasOwn(here, name) ? here[name] : undefined
  }
  return here
}

/** A text that isn't empty, or a number as text; else null. */
export function textAt(json: Json | undefined, ...path: string[]): string | null {
  const value = at(json, ...path)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

const MOST_ITEMS = 100

/** Empty where there is none. */
export function listAt(json: Json | undefined, ...path: string[]): Json[] {
  const value = at(json, ...path)
  return Array.isArray(value) ? value.slice(0, MOST_ITEMS) : []
}

/** As `ToldBounce` has it. Null, too, with a control character: some databases refuse these. */
export const addressAt = (json: Json | undefined, ...path: string[]): string | null =>
  /^(?:[^<>]*<)?([^\s<>\p{Cc}]{1,64}@[^\s<>\p{Cc}]{1,253})>?$/u
    .exec(textAt(json, ...path)?.trim() ?? '')?.[1]
    ?.toLowerCase() ?? null
