// Strings with how often they came: words of titles, names of authors.

import { countOf, type StringTable, sortByBytes, stringAt, stringTable } from './string-table.ts'

export class CountedStrings {
  readonly #counts = new Map<string, number>()

  add(text: string, times = 1): void {
    this.#counts.set(text, (this.#counts.get(text) ?? 0) + times)
  }

  addTable(table: StringTable, counts: Uint32Array): void {
    for (let at = 0; at < countOf(table); at++) this.add(stringAt(table, at), counts[at] ?? 0)
  }

  /** Sorted by `keyOf`, equal keys by the strings themselves. */
  sorted(keyOf?: (text: string) => string): { table: StringTable; counts: Uint32Array; sorted: string[] } {
    const sorted = keyOf
      ? sortedByKey([...this.#counts.keys()], keyOf)
      : sortByBytes([...this.#counts.keys()])
    return {
      sorted,
      table: stringTable(sorted),
      counts: Uint32Array.from(sorted, (text) => this.#counts.get(text) ?? 0),
    }
  }
}

/** Each key is made once; NUL, which no name holds, keeps keys that begin alike in order. */
export function sortedByKey(strings: string[], keyOf: (text: string) => string): string[] {
  return sortByBytes(strings.map((text) => `${keyOf(text)}\0${text}`)).map((joined) =>
    joined.slice(joined.indexOf('\0') + 1),
  )
}
