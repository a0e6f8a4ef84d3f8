// The threads that make the steps.

import { Worker } from 'node:worker_threads'
import type { StepOrder } from './step.ts'
import type { WorkerSetup } from './worker.ts'

export interface Threads {
  /** Resolves when all threads have made the step. */
  run(order: StepOrder): Promise<void>
  stop(): Promise<void>
}

/** As many as the shape says. */
export function startThreads(setup: Omit<WorkerSetup, 'thread'>): Threads {
  const workers = Array.from(
    { length: setup.shape.threads },
    (_, thread) => new Worker(new URL('./worker.ts', import.meta.url), { workerData: { ...setup, thread } }),
  )
  return {
    async run(order) {
      setup.control.fill(0)
      const done = Promise.all(workers.map(answerOf))
      for (const worker of workers) worker.postMessage(order)
      await done
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function answerOf(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', () => {
      worker.removeListener('error', reject)
      resolve()
    })
  })
}
