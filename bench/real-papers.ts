import { join } from 'node:path'
import pg from 'pg'

/** About 430,000 real papers; absent on machines that only have the program. */
export const realPapers = ['acl', 'arxiv-archive', 'arxiv-recent'].map((name) =>
  join(import.meta.dirname, `../../shared/data/papers-${name}.jsonl.zst`),
)

/** 558 recorded days. */
export const realLists = join(import.meta.dirname, '../../shared/data/hf-daily-lists.tar.xz')

/** Gives `work` the address of a new database on this server, and drops it afterwards. */
export async function onPostgres<T>(server: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `broadsheet_bench_${process.pid}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
    const url = new URL(server)
    url.pathname = `/${name}`
    return await work(url.href)
  } finally {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  }
}
