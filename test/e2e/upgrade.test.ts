// A node of this version goes on while a newer one brings the store to its schema. Migrations that only add let it.

import assert from 'node:assert/strict'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { createApp } from '../../src/app.ts'
import { fixedClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { migrationsFolder, readMigrations } from '../../src/db/migrations.ts'
import { silentLog } from '../../src/log.ts'
import { atEnd, databaseKinds, openMigrated, temporaryFolder } from '../support/database.ts'
import { noHarvester } from '../support/harvester.ts'
import { finderOfStore } from '../support/local-finder.ts'
import { aMember, formBody, testOrigin } from '../support/members.ts'
import { fill, paperRecord } from '../support/records.ts'
import { noon } from '../support/site.ts'

/** As a newer version has it: a table, a column that may be left out, an index. */
const newer = `
create table later_note (id text primary key, paper_id text not null references paper (id));
alter table paper add column later_mark bigint;
alter table vote add column later_weight bigint not null default 1;
create index later_by_mark on paper (later_mark);
`

for (const kind of databaseKinds) {
  describe(`a newer version upgrades the store (${kind})`, () => {
    test('a node that runs serves on, reads and writes; one that starts says which version it needs', async () => {
      const database = await openMigrated(kind)
      await fill(database.db, [paperRecord({ id: '2603.00001' })])
      const { headers } = await aMember(database.db, 'reader-one')
      const request = await siteOver(database)
      assert.equal((await request('/papers/2603.00001')).status, 200)

      assert.deepEqual(await migrate(database, folderWith(newer)), ['9000_later.sql'])

      for (const path of ['/papers/2603.00001', '/papers/new', '/api/papers/2603.00001', '/readyz'])
        assert.equal((await request(path)).status, 200, path)
      const voted = await request('/papers/2603.00001/vote', { headers, body: formBody({ vote: 'up' }) })
      assert.equal(voted.status, 303)
      const { upvotes } = (await (await request('/api/papers/2603.00001')).json()) as { upvotes: number }
      assert.equal(upvotes, 1)
      await fill(database.db, [paperRecord({ id: '2603.00002', title: 'Saved by the older version' })])
      assert.match(await (await request('/papers/new')).text(), /Saved by the older version/)

      await assert.rejects(migrate(database), /9000_later.sql.*used by a newer version/)
    })
  })
}

test('migrations since the first release only add: older nodes go on beside them', () => {
  const removes =
    /\b(drop (table|column)|rename (to|column)|alter column|add column \w+ \w+ not null(?! default))/i
  const wrong = readMigrations(migrationsFolder)
    .filter(({ name, sql }) => name > '0011' && removes.test(sql) && !/^-- contracts:/m.test(sql))
    .map(({ name }) => name)
  assert.deepEqual(
    wrong,
    [],
    'Add first, and remove in a version after the one that stopped using it; the line “-- contracts: …” says which.',
  )
})

function folderWith(sql: string): string {
  const folder = temporaryFolder()
  for (const { name } of readMigrations(migrationsFolder))
    copyFileSync(join(migrationsFolder, name), join(folder, name))
  writeFileSync(join(folder, '9000_later.sql'), sql)
  return folder
}

async function siteOver(database: Database) {
  const environment = { BROADSHEET_DATA: temporaryFolder(), API_RATE: 'off', SOURCES: '' }
  const app = await createApp({
    ...{
      config: readConfig({ environment }),
      database,
      clock: fixedClock(noon),
      log: silentLog,
      version: '0.0.0',
    },
    ...{ finder: finderOfStore(database.db), harvester: noHarvester },
  })
  atEnd(() => app.close())
  return async (
    path: string,
    { headers = { host: '127.0.0.1:8080' }, body }: { headers?: Record<string, string>; body?: string } = {},
  ) =>
    app.web.request(
      `${testOrigin}${path}`,
      body === undefined ? { headers } : { method: 'POST', headers, body },
    )
}
