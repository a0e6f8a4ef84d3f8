// PostgreSQL clusters of our own for tests that stop them.

import { makeCluster, noClusters, type OwnCluster } from '../../bench/soak/own-cluster.ts'
import { atEnd } from './database.ts'

/** For `skip`: false where clusters can be made, else why not. */
export const withoutClusters: string | false = noClusters ?? false

// Said while the file is read: inside a `before` it would be the end of that.
atEnd(async () => {})

/** Removed when this test file is done. */
export async function aCluster(): Promise<OwnCluster> {
  const cluster = await makeCluster()
  atEnd(() => cluster.remove())
  return cluster
}
