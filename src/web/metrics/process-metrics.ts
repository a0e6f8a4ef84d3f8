import type { Registry } from 'prom-client'

/** Of the process; the library's own collection of these watches every turn of the event loop. */
export function addProcessMetrics(
  { Gauge, Counter }: Pick<typeof import('prom-client'), 'Gauge' | 'Counter'>,
  registry: Registry,
  version: string,
): void {
  const registers = [registry]
  new Gauge({
    ...{ name: 'broadsheet_build_info', help: 'Always 1.', labelNames: ['version', 'node'], registers },
  }).set({ version, node: process.versions.node }, 1)
  new Gauge({
    ...{ name: 'process_start_time_seconds', help: 'When the process began.', registers },
  }).set(Math.round(Date.now() / 1000 - process.uptime()))
  const sizes = [
    ['process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss()],
    ['nodejs_heap_size_used_bytes', 'Memory that JavaScript uses.', () => process.memoryUsage().heapUsed],
  ] as const
  for (const [name, help, now] of sizes) {
    new Gauge({
      ...{ name, help, registers },
      collect() {
        this.set(now())
      },
    })
  }
  new Counter({
    ...{ name: 'process_cpu_seconds_total', help: 'Processor time of the process.', registers },
    collect() {
      const { user, system } = process.cpuUsage()
      this.reset()
      this.inc((user + system) / 1e6)
    },
  })
}
