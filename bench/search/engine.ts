// The project's engine. What is measured is the whole answer that a page gets: ranked papers, their number, facets
// and what may have been meant. Peers only answer the papers.

import { buildEngine, type Engine } from './engine-index.ts'
import { type Home, type Peer, TOP } from './peer.ts'

export const openEngine = (home: Home): Peer => open(home, 'Broadsheet, words', 'lexical')

/** Words and meaning: what the site does by default. It finds more than the peers and has more to do. */
export const openHybrid = (home: Home): Peer => open(home, 'Broadsheet, words and meaning', 'hybrid')

function open({ folder }: Home, name: string, mode: 'lexical' | 'hybrid'): Peer {
  let engine: Engine | undefined
  return {
    name,
    async build(papers) {
      engine = await buildEngine(folder, papers, mode)
    },
    search: async (words) => (await engine?.search(words.join(' '), { mode, limit: TOP })) ?? [],
    size: () => ({ bytes: engine?.bytes ?? 0, where: 'disk' }),
    close: () => {},
  }
}
