import type { ProcessWatch } from './process-watch.ts'
import { createTallies, type Tallies } from './tallies.ts'
import { noTracer, type Tracer } from './tracer.ts'

/** What a process tells of itself while it works. */
export interface Telemetry {
  tallies: Tallies
  tracer: Tracer
  /** Absent: nobody measures the event loop. */
  process?: ProcessWatch
  /** Spans that could not be sent, since the process began. */
  dropped?: () => number
}

export const createTelemetry = (parts: Partial<Omit<Telemetry, 'tallies'>> = {}): Telemetry => ({
  tallies: createTallies(),
  tracer: noTracer,
  ...parts,
})
