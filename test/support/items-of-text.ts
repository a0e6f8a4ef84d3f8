import type { Bytes } from '../../src/papers/import/bytes.ts'
import type { Item } from '../../src/papers/import/item.ts'

/** All items that a reader finds in a text that arrives in chunks of `size` bytes. */
export async function itemsFrom(
  read: (bytes: Bytes) => AsyncGenerator<Item[]>,
  text: string | Buffer,
  size = 1_000,
): Promise<Item[]> {
  const items: Item[] = []
  for await (const some of read(inChunksOf(Buffer.from(text), size))) items.push(...some)
  return items
}

/** `line 7: The title is missing.` of each bad item, undefined for a good one. */
export const reasonsOf = (items: Item[]): (string | undefined)[] =>
  items.map((item) => {
    try {
      item.read()
      return undefined
    } catch (error) {
      return `${item.where}: ${(error as Error).message}`
    }
  })

export async function* inChunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
