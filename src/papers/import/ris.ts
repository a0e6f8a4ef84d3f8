// RIS, the line format of reference managers: two letters, two spaces, a dash. One entry from TY to ER.

import { isUtf8 } from 'node:buffer'
import { Invalid } from '../../errors.ts'
import type { PaperRecord } from '../paper.ts'
import { authorFromBibtex } from '../text/author-names.ts'
import { type Bytes, type Line, linesOf, withLineFeeds } from './bytes.ts'
import type { Item } from './item.ts'
import { recordOfReference } from './reference.ts'
import { referenceDateOf } from './reference-date.ts'

/** Bytes. */
const LONGEST_LINE = 1024 * 1024
const MOST_LINES = 20_000

interface RisEntry {
  line: number
  /** Values of each tag, in order. */
  tags: Map<string, string[]>
  lines: number
  lastTag: string
  damage?: string
}

export async function* readRisItems(bytes: Bytes): AsyncGenerator<Item[]> {
  let entry: RisEntry | null = null
  for await (const lines of linesOf(withLineFeeds(bytes), LONGEST_LINE)) {
    const items: Item[] = []
    for (const line of lines) {
      const tag = tagOf(line)
      // A missing ER ends at the next TY.
      if (entry && (tag?.name === 'TY' || tag?.name === 'ER')) {
        items.push(itemOf(entry))
        entry = null
      }
      if (tag?.name === 'TY') entry = { line: line.number, tags: new Map(), lines: 0, lastTag: 'TY' }
      else if (entry) takeLine(entry, line, tag)
    }
    if (items.length > 0) yield items
  }
  if (entry) yield [itemOf(entry)]
}

interface Tag {
  name: string
  value: string
}

function tagOf({ bytes }: Line): Tag | null {
  if (!bytes) return null
  const match = /^\ufeff?([A-Z][A-Z0-9]) {0,2}-(?: (.*))?$/s.exec(bytes.toString('utf8').trimEnd())
  return match ? { name: match[1] ?? '', value: match[2]?.trim() ?? '' } : null
}

function takeLine(entry: RisEntry, { bytes }: Line, tag: Tag | null): void {
  entry.lines++
  if (!bytes || entry.lines > MOST_LINES) entry.damage = 'The entry is too long.'
  else if (!isUtf8(bytes)) entry.damage = 'The entry is not UTF-8 text: convert the file first.'
  if (!bytes || entry.damage) return
  if (tag) {
    entry.lastTag = tag.name
    const values = entry.tags.get(tag.name)
    if (values) values.push(tag.value)
    else entry.tags.set(tag.name, [tag.value])
    return
  }
  // A line without a tag goes on with the value above it.
  const values = entry.tags.get(entry.lastTag)
  const last = values?.pop()
  if (values && last !== undefined) values.push(`${last}\n${bytes.toString('utf8').trimEnd()}`)
}

const itemOf = (entry: RisEntry): Item => ({
  where: `line ${entry.line}`,
  read: () => {
    if (entry.damage) throw new Invalid(entry.damage)
    return recordOfRis(entry.tags)
  },
})

/** A record of one entry's tags. Throws `Invalid`. */
function recordOfRis(tags: ReadonlyMap<string, string[]>): PaperRecord {
  const all = (...names: string[]) =>
    names.flatMap((name) => tags.get(name) ?? []).filter((text) => text !== '')
  const first = (...names: string[]) => all(...names)[0]
  return recordOfReference({
    title: first('TI', 'T1'),
    authors: all('AU', 'A1')
      .map(authorFromBibtex)
      .filter((name) => name !== ''),
    abstract: first('AB', 'N2'),
    date: dateOf(first('DA'), first('PY', 'Y1')),
    doi: first('DO'),
    urls: all('UR', 'L1', 'L2'),
    hints: [],
    categories: [],
    venue: first('JO', 'T2', 'JF', 'BT'),
    comment: first('N1'),
    keywords: all('KW').flatMap((text) => text.split(/[;\n]/)),
  })
}

/** `DA` says more, where it is in the same year. */
function dateOf(day: string | undefined, year: string | undefined): string | undefined {
  const dates = [day, year].map((text) => (text === undefined ? undefined : referenceDateOf(text)))
  const [precise, plain] = dates
  return (precise?.length ?? 0) > (plain?.length ?? 0) ? precise : (plain ?? precise)
}
