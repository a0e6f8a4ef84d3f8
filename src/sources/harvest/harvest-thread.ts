// The thread that harvests one source: reading two megabytes of XML and writing a thousand papers would hold up pages.

import { parentPort, workerData } from 'node:worker_threads'
import { shiftedClock, systemClock } from '../../clock.ts'
import { openDatabase } from '../../db/connect.ts'
import { localHarvester, sourceClient } from './harvester.ts'
import type { HarvestReply, HarvestThreadSetup } from './threaded-harvester.ts'

const { store, settings, version, testClock, order } = workerData as HarvestThreadSetup
const stopping = new AbortController()
const say = (reply: HarvestReply) => parentPort?.postMessage(reply)
parentPort?.once('message', () => stopping.abort())

const database = openDatabase(store)
const isTest = testClock !== undefined || settings.TEST_POLITENESS_MS !== undefined
const http = sourceClient(settings, version, isTest)
try {
  const clock = testClock ? shiftedClock(testClock.startsAt, testClock.speed, testClock.began) : systemClock
  const harvester = localHarvester({ db: database.db, clock, http, settings })
  say({ kind: 'done', result: await harvester.harvest(order, stopping.signal) })
} catch (error) {
  say({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) })
} finally {
  await Promise.all([http.close(), database.close()])
  parentPort?.close()
}
