// Orama with its English stems. It takes each word for a beginning as well; turning that off (`exact`) would make it
// read the texts of all matches, and is no faster.

import { create, insertMultiple, search } from '@orama/orama'
import { type BenchPaper, type Peer, TITLE_WEIGHT, TOP } from './peer.ts'
import { usedMemory } from './used-memory.ts'

const BATCH = 1000

export function openOrama(): Peer {
  const index = create({
    schema: { title: 'string', abstract: 'string' },
    components: { tokenizer: { language: 'english', stemming: true } },
  })
  let before = 0
  return {
    name: 'Orama',
    async build(papers) {
      before = await usedMemory()
      let batch: BenchPaper[] = []
      for await (const paper of papers) {
        if (batch.push(paper) < BATCH) continue
        await insertMultiple(index, batch, BATCH)
        batch = []
      }
      await insertMultiple(index, batch, BATCH)
    },
    async search(words) {
      const { hits } = await search(index, {
        term: words.join(' '),
        limit: TOP,
        boost: { title: TITLE_WEIGHT },
      })
      return hits.map(({ id }) => id)
    },
    size: async () => ({ bytes: (await usedMemory()) - before, where: 'memory' }),
    close: () => {},
  }
}
