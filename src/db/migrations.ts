import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'

export const migrationsFolder = join(packageRoot, 'migrations')

export interface Migration {
  /** File name, `0001_papers.sql`; they run in order of name. */
  name: string
  sql: string
  /** SHA-256 of the text, hexadecimal. */
  checksum: string
}

/** The migrations that this program knows, in order. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * The statements of a migration for one database. Text sorts and compares by its bytes on both:
 * SQLite does so by default, PostgreSQL is told by the collation "C".
 * Tables that a crash may empty are so only on PostgreSQL.
 */
export function statementsFor(kind: 'sqlite' | 'postgres', sql: string): string[] {
  const bare = sql.replace(/--.*$/gm, '')
  const statements = bare.split(';').map((statement) => statement.trim())
  return statements
    .filter((statement) => statement !== '')
    .map((statement) =>
      kind === 'postgres'
        ? statement.replace(/\btext\b/g, 'text collate "C"')
        : statement.replace(/^create unlogged table\b/, 'create table'),
    )
}
