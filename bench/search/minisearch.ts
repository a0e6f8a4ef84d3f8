// MiniSearch as it comes: words in lower case, no stems.

import MiniSearch from 'minisearch'
import { type BenchPaper, type Peer, TITLE_WEIGHT, TOP } from './peer.ts'
import { usedMemory } from './used-memory.ts'

export function openMiniSearch(): Peer {
  const index = new MiniSearch<BenchPaper>({ idField: 'id', fields: ['title', 'abstract'] })
  let before = 0
  return {
    name: 'MiniSearch',
    async build(papers) {
      before = await usedMemory()
      for await (const paper of papers) index.add(paper)
    },
    search: (words) =>
      index
        .search(words.join(' '), { boost: { title: TITLE_WEIGHT } })
        .slice(0, TOP)
        .map(({ id }) => String(id)),
    size: async () => ({ bytes: (await usedMemory()) - before, where: 'memory' }),
    close: () => index.removeAll(),
  }
}
