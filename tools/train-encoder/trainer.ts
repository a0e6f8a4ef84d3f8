// The training loop: fills one batch while the threads work on the other, saves, and says how far it is.

import { batchesOfEpoch, mixQuestions } from './batches.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { SlotFiller } from './fill-slot.ts'
import { assembleKernels, type Kernels, startKernels } from './kernels.ts'
import { type Layout, layOut, type Shape } from './layout.ts'
import { createRandom } from './random.ts'
import { controlSize, type StepOrder } from './step.ts'
import { startThreads, type Threads } from './threads.ts'
import type { TokenStream } from './token-stream.ts'

export interface Recipe {
  shape: Shape
  epochs: number
  /** Adagrad's rate after the warm-up; falls linearly to 2 % of it. */
  rate: number
  temperature: number
  /** Share of the steps after which the forward pass sees one bit a dimension. */
  binaryFrom: number
  /** Share of the steps after which questions stand in the batches, and their share of a batch. */
  questions: { from: number; share: number }
  seed: number
}

export interface TrainingTexts {
  /** First the papers, then the questions: a sentence, a mark, keywords. */
  texts: TokenStream
  /** Of every paper. */
  categories: readonly string[]
  /** Of every question the paper that it asks for. */
  asked: readonly number[]
}

const warmUpSteps = 50
const lastRate = 0.02
const saveEvery = 100

/** Trains, or goes on from the file `checkpoint` if it is there; it holds the result. `say` gets a line now and then. */
export async function train(
  recipe: Recipe,
  data: TrainingTexts,
  checkpoint: string,
  say: (line: string) => void,
): Promise<Float32Array> {
  const run = await Run.start(recipe, data, checkpoint)
  try {
    await run.toTheEnd(say)
  } finally {
    await run.stop()
  }
  return run.values
}

class Run {
  readonly values: Float32Array
  readonly #squares: Float32Array
  readonly #losses: Float32Array
  readonly #recipe: Recipe
  readonly #data: TrainingTexts
  readonly #checkpoint: string
  readonly #kernels: Kernels
  readonly #layout: Layout
  readonly #threads: Threads
  readonly #filler: SlotFiller
  readonly #perEpoch: number
  readonly #firstStep: number
  #epoch: { number: number; batches: Int32Array[] } = { number: -1, batches: [] }

  static async start(recipe: Recipe, data: TrainingTexts, checkpoint: string): Promise<Run> {
    const layout = layOut(recipe.shape)
    return new Run(
      recipe,
      data,
      checkpoint,
      layout,
      new WebAssembly.Module(await assembleKernels(layout.pages)),
    )
  }

  private constructor(
    recipe: Recipe,
    data: TrainingTexts,
    checkpoint: string,
    layout: Layout,
    module: WebAssembly.Module,
  ) {
    const { shape } = recipe
    const memory = new WebAssembly.Memory({ initial: layout.pages, maximum: layout.pages, shared: true })
    const table = shape.tokens * shape.dimensions
    const control = new Int32Array(new SharedArrayBuffer(controlSize * 4))
    this.values = new Float32Array(memory.buffer, layout.values, table)
    this.#squares = new Float32Array(memory.buffer, layout.squares, table)
    this.#losses = new Float32Array(memory.buffer, layout.losses, shape.batch)
    this.#recipe = recipe
    this.#data = data
    this.#checkpoint = checkpoint
    this.#kernels = startKernels(module, memory)
    this.#layout = layout
    this.#filler = new SlotFiller(memory, layout, shape, data.texts)
    this.#perEpoch = Math.floor(data.categories.length / shape.batch)
    this.#firstStep = readCheckpoint(checkpoint, this.values, this.#squares)
    if (this.#firstStep === 0) initialise(this.values, data.texts, recipe)
    this.#threads = startThreads({ module, memory, control, layout, shape })
  }

  async toTheEnd(say: (line: string) => void): Promise<void> {
    const steps = this.#steps
    const binaryStart = Math.ceil(steps * this.#recipe.binaryFrom)
    const startedAt = Date.now()
    let loss = 0
    let touched = this.#prepare(this.#firstStep)
    for (let step = this.#firstStep; step < steps; step++) {
      if (step === Math.max(binaryStart, this.#firstStep)) this.#binariseAll()
      const done = this.#threads.run(this.#order(step, steps, step >= binaryStart, touched))
      if (step + 1 < steps) touched = this.#prepare(step + 1)
      await done
      const now = this.#losses.reduce((sum, one) => sum + one, 0) / (2 * this.#losses.length)
      loss = step === this.#firstStep ? now : 0.95 * loss + 0.05 * now
      const made = step + 1
      if (made % 10 === 0 || made === steps)
        say(progress(made, steps, loss, startedAt, made - this.#firstStep))
      if (made % saveEvery === 0 || made === steps)
        writeCheckpoint(this.#checkpoint, made, this.values, this.#squares)
    }
  }

  stop(): Promise<void> {
    return this.#threads.stop()
  }

  get #steps(): number {
    return this.#perEpoch * this.#recipe.epochs
  }

  /** Fills the slot of a step; gives the number of tokens in it. */
  #prepare(step: number): number {
    const { shape, seed, questions } = this.#recipe
    const number = Math.floor(step / this.#perEpoch)
    if (this.#epoch.number !== number) {
      this.#epoch = { number, batches: batchesOfEpoch(this.#data.categories, shape.batch, seed, number) }
    }
    const papers = this.#epoch.batches[step % this.#perEpoch] ?? new Int32Array(0)
    const random = createRandom(seed, 2, step)
    const count = step < this.#steps * questions.from ? 0 : Math.round(questions.share * shape.batch)
    const { asked, categories } = this.#data
    const choices = mixQuestions(papers, asked, { count, first: categories.length }, random)
    return this.#filler.fill(this.#layout.slots[slotOf(step)], choices, random)
  }

  #order(step: number, steps: number, binary: boolean, touched: number): StepOrder {
    const { rate, temperature } = this.#recipe
    return {
      slot: slotOf(step),
      touched,
      rate: rate * rateAt(step, steps),
      binary,
      inverseTemperature: 1 / temperature,
    }
  }

  #binariseAll(): void {
    const { tokens, dimensions } = this.#recipe.shape
    const { binary, values } = this.#layout
    for (let row = 0; row < tokens * dimensions * 4; row += dimensions * 4) {
      this.#kernels.binarise(binary + row, values + row, dimensions)
    }
  }
}

const slotOf = (step: number): 0 | 1 => (step % 2 === 0 ? 0 : 1)

const rateAt = (step: number, steps: number): number =>
  step < warmUpSteps
    ? (step + 1) / warmUpSteps
    : 1 - (1 - lastRate) * ((step - warmUpSteps) / Math.max(1, steps - warmUpSteps))

// Frequent tokens start short (smooth inverse frequency): the first sums already look past "the" and "of".
function initialise(values: Float32Array, { tokens }: TokenStream, { shape, seed }: Recipe): void {
  const random = createRandom(seed, 3)
  const frequency = new Float64Array(65_536)
  for (const token of tokens) frequency[token] = (frequency[token] ?? 0) + 1
  const total = frequency.subarray(0, shape.tokens).reduce((sum, count) => sum + count, 0)
  for (let token = 0; token < shape.tokens; token++) {
    const probability = (frequency[token] ?? 0) / total
    const scale = 1e-3 / (1e-3 + probability) / Math.sqrt(shape.dimensions)
    for (let i = 0; i < shape.dimensions; i++) values[token * shape.dimensions + i] = random.normal() * scale
  }
}

function progress(made: number, steps: number, loss: number, startedAt: number, here: number): string {
  const perStep = (Date.now() - startedAt) / here
  const left = Math.round(((steps - made) * perStep) / 60_000)
  return `step ${made}/${steps}, loss ${loss.toFixed(4)}, ${(perStep / 1000).toFixed(2)} s a step, about ${left} min left`
}
