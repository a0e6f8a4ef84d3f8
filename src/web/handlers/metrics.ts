import type { Ctx } from '../environment.ts'
import type { MetricsText } from '../metrics/metrics.ts'

/** For Prometheus. */
export function sendMetrics(metricsNow: () => Promise<MetricsText>) {
  return async (c: Ctx): Promise<Response> => {
    c.header('Cache-Control', 'no-store')
    const { type, body } = await metricsNow()
    return c.body(body, 200, { 'Content-Type': type })
  }
}
