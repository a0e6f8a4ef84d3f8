// A training thread: waits for an order, does its share of the step, answers.

import { parentPort, workerData } from 'node:worker_threads'
import type { Kernels } from './kernels.ts'
import type { Layout, Shape } from './layout.ts'
import { createStep, type StepOrder } from './step.ts'

export interface WorkerSetup {
  module: WebAssembly.Module
  memory: WebAssembly.Memory
  control: Int32Array
  layout: Layout
  shape: Shape
  thread: number
}

const { module, memory, control, layout, shape, thread }: WorkerSetup = workerData
// The module's exports are what kernels.ts wrote into it.
const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels
const step = createStep(kernels, memory, control, layout, shape, thread)

parentPort?.on('message', (order: StepOrder) => {
  step(order)
  parentPort?.postMessage('done')
})
