import type { Command } from 'commander'
import { Invalid } from '../errors.ts'
import type { Mode } from '../finding/finder.ts'
import { loadEncoder } from '../finding/load-encoder.ts'
import { type Collection, readCollection } from '../search/evaluation/beir.ts'
import { type Evaluation, evaluate } from '../search/evaluation/evaluate.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { finderSetup } from './finder-setup.ts'
import { printable, printJson, printLine } from './output.ts'
import { modeOption } from './search.ts'

interface EvaluateOptions extends StoreOptions {
  mode: Mode
}

/** More of them say nothing new. */
const SHOWN_PROBLEMS = 5

export function addEvaluateCommand(program: Command, context: CliContext): void {
  program
    .command('evaluate')
    .description(
      'relevance of the search on a judged collection: nDCG@10 and recall@100, in a throw-away index',
    )
    .argument('<dir>', 'folder with corpus.jsonl, queries.jsonl and qrels.tsv (the form of BEIR)')
    .addOption(modeOption())
    .action((folder: string, options: EvaluateOptions) => runEvaluate(context, folder, options))
}

async function runEvaluate(context: CliContext, folder: string, options: EvaluateOptions): Promise<void> {
  const { encoder } = finderSetup(context.config(options))
  const collection = await readCollection(folder).catch((error: Error) => {
    throw new Invalid(error.message)
  })
  tellProblems(context, collection)
  const result = await evaluate(collection, options.mode, await loadEncoder(encoder))
  if (options.json) printJson(context, result)
  else printLine(context, lineOf(result))
}

function tellProblems({ stderr }: CliContext, { problems }: Collection): void {
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) stderr.write(`${printable(problem)}\n`)
  const more = problems.length - SHOWN_PROBLEMS
  if (more > 0) stderr.write(`… and ${more} more lines that can’t be used.\n`)
}

const lineOf = (result: Evaluation) =>
  printable(
    `${result.collection} ${result.mode}: nDCG@10 ${result['ndcg@10'].toFixed(4)}, recall@100 ${result['recall@100'].toFixed(4)} (${result.queries} queries)`,
  )
