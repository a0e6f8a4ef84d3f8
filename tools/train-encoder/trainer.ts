// The training loop: fills one batch while the threads work on the other, saves, and says how far it is.

import { Worker } from 'node:worker_threads'
import { batchesOfEpoch } from './batches.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { createSlotFiller } from './fill-slot.ts'
import { assembleKernels, type Kernels } from './kernels.ts'
import { type Layout, layOut, type Shape } from './layout.ts'
import { createRandom } from './random.ts'
import { controlSize, type StepOrder } from './step.ts'
import type { TokenStream } from './token-stream.ts'
import type { WorkerSetup } from './worker.ts'

export interface Recipe {
  shape: Shape
  epochs: number
  /** Adagrad's rate after the warm-up; falls linearly to 2 % of it. */
  rate: number
  temperature: number
  /** Share of the steps after which the forward pass sees one bit a dimension. */
  binaryFrom: number
  seed: number
}

export interface TrainingTexts {
  texts: TokenStream
  categories: readonly string[]
  /** In how many papers every token stands. */
  frequency: Int32Array
}

const warmUpSteps = 50
const lastRate = 0.02
const saveEvery = 100

export interface TrainedTable {
  values: Float32Array
  steps: number
}

/** Trains, or goes on from `checkpoint` if that file is there. `say` gets a line now and then. */
export async function train(
  recipe: Recipe,
  data: TrainingTexts,
  checkpoint: string,
  say: (line: string) => void,
): Promise<TrainedTable> {
  const { shape } = recipe
  const layout = layOut(shape)
  const memory = new WebAssembly.Memory({ initial: layout.pages, maximum: layout.pages, shared: true })
  const module = new WebAssembly.Module((await assembleKernels(layout.pages)) as BufferSource)
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels
  const table = shape.tokens * shape.dimensions
  const values = new Float32Array(memory.buffer, layout.values, table)
  const squares = new Float32Array(memory.buffer, layout.squares, table)
  const start = readCheckpoint(checkpoint, values, squares)
  if (start === 0) initialise(values, data, recipe)
  const threads = startThreads({
    module,
    memory,
    control: new Int32Array(new SharedArrayBuffer(controlSize * 4)),
    layout,
    shape,
  })
  const fill = createSlotFiller(memory, layout, shape, data.texts)
  const perEpoch = Math.floor(data.categories.length / shape.batch)
  const steps = perEpoch * recipe.epochs
  const losses = new Float32Array(memory.buffer, layout.losses, shape.batch)
  let epoch: { number: number; batches: Int32Array[] } | undefined
  const prepare = (step: number) => {
    const number = Math.floor(step / perEpoch)
    if (epoch?.number !== number)
      epoch = { number, batches: batchesOfEpoch(data.categories, shape.batch, recipe.seed, number) }
    const papers = epoch.batches[step % perEpoch] ?? new Int32Array(0)
    return fill(layout.slots[step % 2 === 0 ? 0 : 1], papers, createRandom(recipe.seed, 2, step))
  }
  const startedAt = Date.now()
  let loss = 0
  let ready = start < steps ? prepare(start) : undefined
  for (let step = start; step < steps && ready; step++) {
    const binary = step >= steps * recipe.binaryFrom
    if (binary && (step === start || step - 1 < steps * recipe.binaryFrom))
      binariseAll(kernels, layout, shape)
    const order: StepOrder = {
      slot: step % 2 === 0 ? 0 : 1,
      touched: ready.touched,
      rate: recipe.rate * rateAt(step, steps),
      binary,
      inverseTemperature: 1 / recipe.temperature,
    }
    const done = threads.run(order)
    ready = step + 1 < steps ? prepare(step + 1) : undefined
    await done
    const now = losses.reduce((sum, one) => sum + one, 0) / (2 * shape.batch)
    loss = step === start ? now : 0.95 * loss + 0.05 * now
    const made = step + 1
    if (made % 10 === 0 || made === steps) say(progress(made, steps, loss, startedAt, made - start))
    if (made % saveEvery === 0 || made === steps) writeCheckpoint(checkpoint, made, values, squares)
  }
  await threads.stop()
  return { values: values.slice(), steps }
}

const rateAt = (step: number, steps: number): number =>
  step < warmUpSteps
    ? (step + 1) / warmUpSteps
    : 1 - (1 - lastRate) * ((step - warmUpSteps) / Math.max(1, steps - warmUpSteps))

// Frequent tokens start short (smooth inverse frequency): the first sums already look past "the" and "of".
function initialise(values: Float32Array, data: TrainingTexts, { shape, seed }: Recipe): void {
  const random = createRandom(seed, 3)
  const total = data.frequency.reduce((sum, count) => sum + count, 0)
  for (let token = 0; token < shape.tokens; token++) {
    const probability = (data.frequency[token] ?? 0) / total
    const scale = 1e-3 / (1e-3 + probability) / Math.sqrt(shape.dimensions)
    for (let i = 0; i < shape.dimensions; i++) values[token * shape.dimensions + i] = random.normal() * scale
  }
}

function binariseAll(kernels: Kernels, layout: Layout, { tokens, dimensions }: Shape): void {
  for (let row = 0; row < tokens * dimensions * 4; row += dimensions * 4) {
    kernels.binarise(layout.binary + row, layout.values + row, dimensions)
  }
}

function startThreads(setup: Omit<WorkerSetup, 'thread'>) {
  const workers = Array.from(
    { length: setup.shape.threads },
    (_, thread) => new Worker(new URL('./worker.ts', import.meta.url), { workerData: { ...setup, thread } }),
  )
  const answer = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      worker.once('message', () => {
        worker.removeListener('error', reject)
        resolve()
      })
      worker.once('error', reject)
    })
  return {
    async run(order: StepOrder): Promise<void> {
      setup.control.fill(0)
      const done = Promise.all(workers.map(answer))
      for (const worker of workers) worker.postMessage(order)
      await done
    },
    async stop(): Promise<void> {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function progress(made: number, steps: number, loss: number, startedAt: number, here: number): string {
  const perStep = (Date.now() - startedAt) / here
  const left = Math.round(((steps - made) * perStep) / 60_000)
  return `step ${made}/${steps}, loss ${loss.toFixed(4)}, ${(perStep / 1000).toFixed(2)} s a step, about ${left} min left`
}
