// SQLite's full-text index as an application would set it up for speed: porter stems, positions kept (they are
// needed for phrases), no second copy of the text, merged to one segment, everything in the page cache.

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Home, type Peer, TITLE_WEIGHT, TOP } from './peer.ts'

export function openFts5({ folder }: Home): Peer {
  const path = join(folder, 'fts5.db')
  const database = new DatabaseSync(path)
  database.exec(`
    pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -262144; pragma mmap_size = 4294967296;
    create table paper (number integer primary key, id text);
    create virtual table words using fts5(
      title, abstract, content = '', tokenize = 'porter unicode61 remove_diacritics 2', detail = full
    );
    insert into words (words, rank) values ('rank', 'bm25(${TITLE_WEIGHT}.0, 1.0)');`)
  // `order by rank limit` is the form that FTS5 runs without sorting all matches.
  const select = database.prepare(`
    select paper.id from (select rowid, rank from words where words match ? order by rank limit ${TOP}) as best
    join paper on paper.number = best.rowid order by best.rank`)
  return {
    name: 'SQLite FTS5, bm25',
    async build(papers) {
      const keep = database.prepare('insert into paper values (?, ?)')
      const index = database.prepare('insert into words (rowid, title, abstract) values (?, ?, ?)')
      let number = 0
      database.exec('begin')
      for await (const { id, title, abstract } of papers) {
        number++
        keep.run(number, id)
        index.run(number, title, abstract)
      }
      database.exec(`commit; insert into words (words) values ('optimize'); analyze`)
    },
    search: (words) => select.all(words.map((word) => `"${word}"`).join(' OR ')).map(({ id }) => String(id)),
    size: () => ({ bytes: statSync(path).size, where: 'disk' }),
    close: () => database.close(),
  }
}
