import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type OwnCluster, onCluster } from '../../bench/soak/own-cluster.ts'
import { aCluster, withoutClusters } from '../../test/support/clusters.ts'
import { temporaryFolder } from '../../test/support/database.ts'
import { storeAt } from '../../test/support/nodes.ts'
import { paperRecord } from '../../test/support/records.ts'
import { readConfig } from '../config.ts'
import { saveRecords } from '../papers/save.ts'
import { checkReplica } from './check-replica.ts'

async function said(environment: Record<string, string>): Promise<string> {
  const { values } = readConfig({
    environment: { BROADSHEET_DATA: temporaryFolder(), REPLICA_MAX_LAG: '2', ...environment },
  })
  const checks = await checkReplica(values)
  return checks.map(({ name, status, says }) => `${name} ${status}: ${says}`).join()
}

describe('the replica', { skip: withoutClusters, timeout: 120_000 }, () => {
  let primary: OwnCluster
  let standby: OwnCluster
  let both: Record<string, string>

  before(async () => {
    primary = await aCluster()
    await storeAt(primary.url)
    standby = await primary.replica()
    both = { DATABASE_URL: primary.url, DATABASE_REPLICA_URL: standby.url }
  })

  test('is no matter where there is none', async () => {
    assert.equal(await said({ DATABASE_URL: primary.url }), '')
  })

  test('is told with how far it is behind', async () => {
    assert.match(await said(both), /^replica ok: It is at most \d\.\d seconds behind, and may be 2\.$/)
    await onCluster(standby.url, 'select pg_wal_replay_pause()')
    await saveRecords(await storeAt(primary.url), [paperRecord({ id: '2603.00001' })])
    assert.equal(await said(both), 'replica warning: It is more than 2 seconds behind.')
    await onCluster(standby.url, 'select pg_wal_replay_resume()')
    assert.match(await said(both), /^replica ok/)
  })

  test('that is away, no replica, or one of another store', async () => {
    const away = { ...both, DATABASE_REPLICA_URL: 'postgres://postgres@127.0.0.1:1/postgres' }
    assert.match(await said(away), /^replica warning: It can’t be read: .*ECONNREFUSED/)
    const itself = { ...both, DATABASE_REPLICA_URL: primary.url }
    assert.match(await said(itself), /^replica warning: .*no streaming replica/)
    const other = await aCluster()
    await storeAt(other.url)
    assert.match(await said({ ...both, DATABASE_URL: other.url }), /another store|too far|more than/)
  })
})
