// The dashboard and the alerts ask for what is told, and for nothing else.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { atEnd } from '../../../test/support/database.ts'
import { checkRules, noPromtool, testRules } from '../../../test/support/promtool.ts'
import { noLag } from '../../finding/index-figures.ts'
import { packageRoot } from '../../package-root.ts'
import { watchProcess } from '../../telemetry/process-watch.ts'
import { createTelemetry } from '../../telemetry/telemetry.ts'
import { missingMetrics, workMetrics } from './metrics.ts'
import { processMetrics } from './process-metrics.ts'
import { sourceMetrics } from './source-metrics.ts'
import { backupMetrics, indexMetrics, poolMetrics, replicaMetrics, storeMetrics } from './store-metrics.ts'

const fileOf = (path: string) => join(packageRoot, 'deploy', path)
const dashboard = readFileSync(fileOf('grafana/broadsheet.json'), 'utf8')
const alerts = readFileSync(fileOf('prometheus/alerts.yml'), 'utf8')

function toldNames(): Set<string> {
  const watch = watchProcess()
  atEnd(async () => watch.stop())
  const none = new Map<string, number>()
  const figures = {
    ...{ jobs: none, mails: none, digests: none, subscriptions: none, webhooks: none, digestsSent: 0 },
    ...{ oldest: { job: null, mail: null, digest: null, webhook: null }, database: null, backup: null },
    integrity: null,
  }
  const metrics = [
    ...processMetrics('1', watch),
    ...workMetrics(createTelemetry()),
    ...storeMetrics(figures, 0),
    ...backupMetrics({ BACKUP_FOLDER: undefined, JOBS: true }),
    missingMetrics(new Map()),
    ...indexMetrics(noLag),
    ...poolMetrics({ open: 0, idle: 0, most: 0, waiting: 0 }),
    ...replicaMetrics({ isNear: () => true, lagMs: () => 1 }),
    ...sourceMetrics([]),
  ]
  const ofHistograms = metrics
    .filter(({ type }) => type === 'histogram')
    .flatMap(({ name }) => ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`))
  return new Set([
    ...metrics.map(({ name }) => name),
    ...ofHistograms,
    'broadsheet_papers',
    'broadsheet_database_up',
  ])
}

/** Names of metrics in queries. */
const namesIn = (text: string): string[] => text.match(/\b(?:broadsheet|process|nodejs)_[a-z0-9_]+/g) ?? []

interface Panel {
  title: string
  targets?: { expr: string }[]
}

describe('what others make of /metrics', () => {
  test('every query of the dashboard asks for metrics that are told', () => {
    const { panels } = JSON.parse(dashboard) as { panels: Panel[] }
    const names = toldNames()
    const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    assert.ok(queries.length > 30)
    for (const query of queries) {
      const asked = namesIn(query)
      assert.ok(asked.length > 0, query)
      for (const name of asked) assert.ok(names.has(name), `${name} in ${query} is told by nobody`)
    }
  })

  test('every alert asks for metrics that are told', () => {
    const names = toldNames()
    const asked = [...alerts.matchAll(/expr: (?:\|\n)?([\s\S]*?)\n {8}(?:for|labels):/g)].flatMap(
      ([, expr = '']) => namesIn(expr),
    )
    assert.ok(asked.length > 14)
    for (const name of asked) assert.ok(names.has(name), `${name} is told by nobody`)
  })

  test('every metric is explained in the handbook', () => {
    const handbook = readFileSync(join(packageRoot, 'docs/metrics.md'), 'utf8')
    const told = [...toldNames()].filter((name) => !/_(bucket|sum|count)$/.test(name))
    const missing = told.filter((name) => !handbook.includes(`\`${name}\``))
    assert.deepEqual(missing, [])
  })

  test('Prometheus reads the alerts, and they go off as their examples say', { skip: noPromtool }, () => {
    assert.match(checkRules(fileOf('prometheus/alerts.yml')), /\d+ rules found/)
    testRules(fileOf('prometheus/alerts.test.yml'))
    testRules(fileOf('prometheus/alerts-of-days.test.yml'))
  })
})
