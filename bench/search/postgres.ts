// PostgreSQL's own full text: GIN finds the papers and ts_rank reads each one's vector to rank it; RUM, an extension,
// keeps in the index what ranking needs. The tables hold vectors without texts, which is as small as they get.

import pg from 'pg'
import { type Absent, type BenchPaper, type Home, type Peer, TOP } from './peer.ts'

const BATCH = 1000

interface Kind {
  name: string
  table: string
  index: string
  order: string
}

export const openGin = (home: Home): Promise<Peer | Absent> =>
  open(home, {
    name: 'PostgreSQL GIN, ts_rank',
    table: 'paper_gin',
    index: 'using gin (words)',
    order: 'ts_rank(words, query) desc',
  })

export const openRum = (home: Home): Promise<Peer | Absent> =>
  open(home, {
    name: 'PostgreSQL RUM',
    table: 'paper_rum',
    index: 'using rum (words rum_tsvector_ops)',
    order: 'words <=> query',
  })

async function open({ postgres }: Home, kind: Kind): Promise<Peer | Absent> {
  if (postgres === undefined) return { absent: 'TEST_DATABASE_URL names no server' }
  const client = new pg.Client({ connectionString: postgres })
  await client.connect()
  if (kind.index.includes('rum') && !(await hasRum(client))) {
    await client.end()
    return { absent: 'the extension rum isn’t installed on the server' }
  }
  // Compiling a query takes longer here than it saves; the rest is what helps building and ranking.
  await client.query(`set jit = off; set work_mem = '256MB'; set maintenance_work_mem = '1GB'`)
  return peerOn(client, kind)
}

const hasRum = (client: pg.Client): Promise<boolean> =>
  client.query('create extension if not exists rum').then(
    () => true,
    () => false,
  )

const peerOn = (client: pg.Client, { name, table, index, order }: Kind): Peer => ({
  name,
  async build(papers) {
    await client.query(`create table ${table} (id text, words tsvector)`)
    const insert = (batch: BenchPaper[]) =>
      client.query(
        `insert into ${table} select id, setweight(to_tsvector('english', title), 'A') || to_tsvector('english', abstract)
         from unnest($1::text[], $2::text[], $3::text[]) as paper (id, title, abstract)`,
        [batch.map(({ id }) => id), batch.map(({ title }) => title), batch.map(({ abstract }) => abstract)],
      )
    let batch: BenchPaper[] = []
    for await (const paper of papers) {
      if (batch.push(paper) < BATCH) continue
      await insert(batch)
      batch = []
    }
    await insert(batch)
    await client.query(`create index on ${table} ${index}`)
    await client.query(`vacuum analyze ${table}`)
  },
  async search(words) {
    const { rows } = await client.query<{ id: string }>(
      `select id from ${table}, to_tsquery('english', $1) as query where words @@ query order by ${order} limit ${TOP}`,
      [words.join(' | ')],
    )
    return rows.map(({ id }) => id)
  },
  async size() {
    const { rows } = await client.query<{ bytes: string }>('select pg_total_relation_size($1) as bytes', [
      table,
    ])
    return { bytes: Number(rows[0]?.bytes), where: 'disk' }
  },
  close: () => client.end(),
})
