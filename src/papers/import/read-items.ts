import { Invalid } from '../../errors.ts'
import { readBibtexItems } from './bibtex.ts'
import { type Bytes, peek } from './bytes.ts'
import { detectFormat, formatHead, type ImportFormat } from './detect-format.ts'
import { readDailyList } from './hf-daily.ts'
import type { Item } from './item.ts'
import { readJsonLines } from './jsonl.ts'
import { type InputFile, type Member, openInput } from './open-input.ts'
import { readRisItems } from './ris.ts'

export interface ItemSource {
  file: InputFile
  format: ImportFormat | 'auto'
  stdin: NodeJS.ReadableStream
  /** Hears of each chunk of the packed file. */
  onBytes: (count: number) => void
  /** Hears of files in an archive that are in no known format. */
  onSkipped: (name: string) => void
}

/** All items of a file, in order, as they arrive. Throws `Invalid` where the file is in no known format. */
export async function* readItems(source: ItemSource): AsyncGenerator<Item[]> {
  for await (const member of openInput(source.file, source.stdin, source.onBytes)) {
    const { head, bytes } = await peek(member.bytes, formatHead)
    if (head.length === 0) continue
    const format = source.format === 'auto' ? detectFormat(member.name, head) : source.format
    if (format !== null) yield* itemsOf(format, member, bytes)
    else if (member.inArchive) await passOver(bytes, () => source.onSkipped(member.name))
    else throw unknownFormat(source.file)
  }
}

async function* itemsOf(format: ImportFormat, member: Member, bytes: Bytes): AsyncGenerator<Item[]> {
  for await (const items of readers[format](member.name, bytes)) {
    const namesFile = member.inArchive && format !== 'hf-daily'
    yield namesFile ? items.map((item) => ({ ...item, where: `${member.name} ${item.where}` })) : items
  }
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

const unknownFormat = (file: InputFile) =>
  new Invalid(
    `${file.name} is in no format that can be read. Say which it is with --format jsonl, hf-daily, bibtex or ris.`,
  )
