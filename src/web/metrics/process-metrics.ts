import type { ProcessWatch } from '../../telemetry/process-watch.ts'
import { counter, gauge, histogram, type Metric } from './metric.ts'

/** Of the process; of its event loop where that is watched, since it was last told. */
export function processMetrics(version: string, watch: ProcessWatch | undefined): Metric[] {
  const { rss, heapUsed, external } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return [
    gauge('broadsheet_build_info', 'Always 1', [[{ version, node: process.versions.node }, 1]]),
    gauge(
      'process_start_time_seconds',
      'When the process began',
      Math.round(Date.now() / 1000 - process.uptime()),
    ),
    gauge('process_resident_memory_bytes', 'Memory of the process', rss),
    gauge('nodejs_heap_size_used_bytes', 'Memory that JavaScript uses', heapUsed),
    gauge('nodejs_external_memory_bytes', 'Memory of buffers and of what is bound to JavaScript', external),
    counter('process_cpu_seconds_total', 'Processor time of the process', (user + system) / 1e6),
    ...(watch ? loopMetrics(watch) : []),
  ]
}

function loopMetrics(watch: ProcessWatch): Metric[] {
  const { mean, p50, p99, max } = watch.loopDelay('metrics')
  return [
    gauge(
      'nodejs_eventloop_lag_mean_seconds',
      'How late timers came since the last scrape, on average',
      mean,
    ),
    gauge('nodejs_eventloop_lag_p50_seconds', 'The same, at most for half of them', p50),
    gauge('nodejs_eventloop_lag_p99_seconds', 'The same, at most for 99 of 100', p99),
    gauge('nodejs_eventloop_lag_max_seconds', 'The same, at most', max),
    histogram('nodejs_gc_duration_seconds', 'Garbage collections', watch.collections),
  ]
}
