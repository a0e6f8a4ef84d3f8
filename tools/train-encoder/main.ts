// npm run train-encoder: makes models/encoder.senc from titles and abstracts, and measures it.
//
//   npm run train-encoder -- --data ../shared/data --work ../encoder-work
//
// Stop it at any time: the same command goes on from the last checkpoint in the work folder. --out says where the model
// goes (default: encoder.senc in the work folder, so that a trial does not replace the model that ships).

import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadStaticEncoder } from '../../src/search/semantic/encoder.ts'
import { compileKernels } from '../../src/search/semantic/load-kernels.ts'
import { assembleSearchKernels } from '../assemble-kernels.ts'
import { type Encode, evaluateCollections, evaluateTitles } from './evaluate.ts'
import { exportModel } from './export-model.ts'
import { createFloatEncoder } from './float-encoder.ts'
import { prepare, withQuestions } from './prepared.ts'
import { train } from './trainer.ts'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    work: { type: 'string', default: join(tmpdir(), 'broadsheet-encoder') },
    out: { type: 'string' },
    words: { type: 'string', default: '12000' },
    pieces: { type: 'string', default: '5000' },
    bigrams: { type: 'string', default: '4500' },
    dimensions: { type: 'string', default: '1024' },
    batch: { type: 'string', default: '2048' },
    epochs: { type: 'string', default: '8' },
    threads: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
  },
})
const number = (name: Exclude<keyof typeof options, 'data' | 'work' | 'out'>) =>
  Number.parseInt(options[name], 10)
const say = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)

mkdirSync(options.work, { recursive: true })
const size = { words: number('words'), pieces: number('pieces'), bigrams: number('bigrams') }
const prepared = await prepare(options.data, options.work, size, say)
say(`selection: ${JSON.stringify(prepared.selection)}`)
const dimensions = number('dimensions')
const shape = {
  tokens: size.words + size.pieces + size.bigrams,
  dimensions,
  batch: number('batch'),
  threads: number('threads'),
}
const recipe = {
  shape,
  epochs: number('epochs'),
  rate: 0.3,
  temperature: 0.05,
  binaryFrom: 0.5,
  questions: { from: 0.5, share: 0.3 },
  seed: number('seed'),
}
const data = withQuestions(prepared)
say(`${data.asked.length} questions about them`)
const table = await train(recipe, data, join(options.work, 'checkpoint.bin'), say)
const model = exportModel(table, dimensions, prepared.vocabulary)
const out = options.out ?? join(options.work, 'encoder.senc')
writeFileSync(out, model)
console.log(`${out}: ${model.length} bytes`)

const shipped = loadStaticEncoder(model, compileKernels(await assembleSearchKernels()))
await measure('as shipped', (texts) => shipped.encode(texts))
await measure('uncompressed', createFloatEncoder(table, dimensions, prepared.vocabulary))
const { papers, titles, at1, at10, at100 } = await evaluateTitles(
  options.data,
  (texts) => shipped.encode(texts),
  dimensions,
  1000,
)
console.log(
  `title to abstract, ${titles} titles among ${papers} held-out papers: R@1 ${at1} R@10 ${at10} R@100 ${at100}`,
)

async function measure(name: string, encode: Encode): Promise<void> {
  const scores = await evaluateCollections(join(options.data, 'ir'), encode, dimensions)
  const mean = [...scores.values()].reduce((sum, score) => sum + score, 0) / scores.size
  const each = [...scores].map(([collection, score]) => `${collection} ${score.toFixed(4)}`).join(', ')
  console.log(`nDCG@10 ${name}: ${each}; mean ${mean.toFixed(4)}`)
}
