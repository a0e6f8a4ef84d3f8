// A training thread: waits for an order, does its share of the step, answers.

import { parentPort, workerData } from 'node:worker_threads'
import { startKernels } from './kernels.ts'
import { Step, type StepOrder, type ThreadParts } from './step.ts'

export type WorkerSetup = Omit<ThreadParts, 'kernels'> & { module: WebAssembly.Module }

const { module, ...parts }: WorkerSetup = workerData
const step = new Step({ ...parts, kernels: startKernels(module, parts.memory) })

parentPort?.on('message', (order: StepOrder) => {
  step.run(order)
  parentPort?.postMessage('done')
})
