import { existsSync } from 'node:fs'
import { wholeOf } from '../../src/papers/import/bytes.ts'
import { listInputs, openInput } from '../../src/papers/import/open-input.ts'
import { realLists } from '../real-papers.ts'

/** The ids of all papers on the recorded daily lists; none where those aren't here. */
export async function readListedIds(): Promise<Set<string>> {
  const ids = new Set<string>()
  if (!existsSync(realLists)) return ids
  const { files } = await listInputs([realLists])
  for (const file of files) {
    const source = { file, stdin: process.stdin, onBytes: () => {}, onSkipped: () => {} }
    for await (const { bytes } of openInput(source)) {
      // The lists' known form: `[{"paper":{"id":…},…},…]`.
      const items = JSON.parse((await wholeOf(bytes)).toString('utf8')) as { paper: { id: string } }[]
      for (const { paper } of items) ids.add(paper.id)
    }
  }
  return ids
}
