// The whole site on a real database, asked at its door without a port.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '../../src/app.ts'
import { type Clock, fixedClock } from '../../src/clock.ts'
import { readConfig, type SettingName } from '../../src/config.ts'
import type { Database, Db } from '../../src/db/connect.ts'
import type { Finder } from '../../src/finding/finder.ts'
import { type Log, silentLog } from '../../src/log.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { atEnd, type DatabaseKind, openMigrated } from './database.ts'
import { noHarvester } from './harvester.ts'
import { finderOfStore } from './local-finder.ts'
import { fill } from './records.ts'
import { noon } from './site.ts'

export interface TestApp {
  /** Answers as the server would to that path, from the address of the site. */
  request(path: string, init?: RequestInit): Promise<Response>
  /** The text of a page that must answer 200. */
  page(path: string): Promise<string>
  db: Db
  /** Is told of every query from now on. */
  onQuery: Database['onQuery']
  worker: App['worker']
}

export interface TestAppOptions {
  kind?: DatabaseKind
  clock?: Clock
  /** Papers in the store; none: the sample edition shows. */
  records?: PaperRecord[]
  settings?: Partial<Record<SettingName, string>>
  log?: Log
  /** Instead of the real search over the store. */
  finder?: Finder
}

export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { kind = 'sqlite', clock = fixedClock(noon), records = [], settings = {}, log = silentLog } = options
  const database = await openMigrated(kind)
  const environment = { BROADSHEET_DATA: join(tmpdir(), 'broadsheet-no-config'), ...settings }
  const finder = options.finder ?? finderOfStore(database.db)
  const config = readConfig({ environment })
  const app = await createApp({
    config,
    database,
    clock,
    log,
    version: '0.0.0',
    finder,
    harvester: noHarvester,
  })
  atEnd(() => app.close())
  await fill(database.db, records)

  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('host')) headers.set('host', '127.0.0.1:8080')
    return app.web.request(`http://127.0.0.1:8080${path}`, { ...init, headers })
  }

  return {
    request,
    async page(path) {
      const response = await request(path)
      if (response.status !== 200)
        throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
      return response.text()
    },
    db: database.db,
    onQuery: database.onQuery,
    worker: app.worker,
  }
}
