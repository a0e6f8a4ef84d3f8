import type { Row } from './archive-format.ts'

/**
 * Reads a table twice, both times in order of its key, and compares each row with the one at its place: the first that
 * differs, is missing or is too much ends it. Holds a page of each in memory.
 * @throws Error naming the table and both rows
 */
export async function compareRows(
  table: string,
  source: AsyncIterable<Row[]>,
  target: AsyncIterable<Row[]>,
  onCompared: (rows: number) => void,
): Promise<void> {
  const [one, other] = [oneByOne(source), oneByOne(target)]
  let number = 0
  for (;;) {
    const [left, right] = [await one.next(), await other.next()]
    number += 1
    if (left.done && right.done) return
    const [is, should] = [textOf(right), textOf(left)]
    if (is !== should)
      throw new Error(
        `Row ${number} of the table ${table} was not moved as it was: ${should.slice(0, 200)} became ${is.slice(0, 200)}.`,
      )
    onCompared(1)
  }
}

async function* oneByOne(pages: AsyncIterable<Row[]>): AsyncGenerator<Row> {
  for await (const page of pages) yield* page
}

const textOf = (next: IteratorResult<Row>): string => (next.done ? 'nothing' : JSON.stringify(next.value))
