import { Invalid } from '../../errors.ts'
import { readBibtexItems } from './bibtex.ts'
import { type Bytes, peek } from './bytes.ts'
import { detectFormat, formatHead, type ImportFormat } from './detect-format.ts'
import { readDailyList } from './hf-daily.ts'
import type { Item } from './item.ts'
import { readJsonLines } from './jsonl.ts'
import { type InputSource, type Member, openInput } from './open-input.ts'
import { refuseForeignContent } from './refuse-content.ts'
import { readRisItems } from './ris.ts'

export interface ItemSource extends InputSource {
  format: ImportFormat | 'auto'
}

/**
 * All items of a file, in order, as they arrive; those of one daily list together. Throws `Invalid` where the file is
 * in no known format or holds nothing of the format it should have.
 */
export async function* readItems(source: ItemSource): AsyncGenerator<Item[]> {
  for await (const member of openInput(source)) {
    const { head, bytes } = await peek(member.bytes, formatHead)
    if (head.length === 0) continue
    if (!member.inArchive) refuseForeignContent(head)
    const format = source.format === 'auto' ? detectFormat(member.name, head) : source.format
    if (format !== null) yield* itemsOf(format, member, bytes)
    else if (member.inArchive) await passOver(bytes, () => source.onSkipped(member.name))
    else throw new Invalid(UNKNOWN_FORMAT)
  }
}

async function* itemsOf(format: ImportFormat, member: Member, bytes: Bytes): AsyncGenerator<Item[]> {
  let found = 0
  for await (const items of readers[format](member.name, bytes)) {
    found += items.length
    const namesFile = member.inArchive && format !== 'hf-daily'
    yield namesFile ? items.map((item) => ({ ...item, where: `${member.name} ${item.where}` })) : items
  }
  const begins = beginnings[format]
  if (found > 0 || begins === undefined) return
  throw new Invalid(
    `${member.inArchive ? `${member.name} holds` : 'There are'} no entries: one begins with ${begins}.`,
  )
}

const readers: Record<ImportFormat, (name: string, bytes: Bytes) => AsyncGenerator<Item[]>> = {
  jsonl: (_name, bytes) => readJsonLines(bytes),
  'hf-daily': readDailyList,
  bibtex: (_name, bytes) => readBibtexItems(bytes),
  ris: (_name, bytes) => readRisItems(bytes),
}

async function passOver(bytes: Bytes, say: () => void): Promise<void> {
  for await (const _chunk of bytes);
  say()
}

/** What a file of entries without any entry lacks. Text around entries is nothing wrong, so no line of it is. */
const beginnings: Partial<Record<ImportFormat, string>> = { bibtex: '@article{key,', ris: 'TY  - JOUR' }

const UNKNOWN_FORMAT =
  'This is in no format that can be read. Say which it is with --format jsonl, hf-daily, bibtex or ris.'
