// The training texts as tokens, kept in the work folder: a resumed run need not read and count everything again.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Vocabulary } from '../../src/search/semantic/word-pieces.ts'
import { chooseVocabulary, type VocabularySize } from './choose-vocabulary.ts'
import type { Selection } from './papers.ts'
import { readQuestions } from './questions.ts'
import { joined, type TokenStream, tokenize } from './token-stream.ts'
import type { TrainingTexts } from './trainer.ts'
import { asOneSentence, NumberedTexts, readWordStream } from './word-stream.ts'

export interface Prepared {
  size: VocabularySize
  vocabulary: Vocabulary
  /** Of the papers, like the categories. */
  ids: string[]
  categories: string[]
  selection: Selection
  texts: TokenStream
}

/** Reads the work folder, or makes what is to stand in it; another size of vocabulary is made anew. */
export async function prepare(
  dataFolder: string,
  workFolder: string,
  size: VocabularySize,
  say: (line: string) => void,
): Promise<Prepared> {
  const kept = readPrepared(workFolder)
  if (kept && JSON.stringify(kept.size) === JSON.stringify(size)) return kept
  say('reading the papers')
  const words = await readWordStream(dataFolder)
  say(`${words.categories.length} papers, ${words.words.length} different words; choosing the vocabulary`)
  const vocabulary = chooseVocabulary(words, size)
  const texts = tokenize(words, vocabulary)
  const { ids, categories, selection } = words
  const prepared = { size, vocabulary, ids, categories, selection, texts }
  writePrepared(workFolder, prepared)
  return prepared
}

/** With the questions about those papers: the other ones are about papers that are held out or not there. */
export function withQuestions({ vocabulary, ids, categories, texts }: Prepared): TrainingTexts {
  const places = new Map(ids.map((id, at) => [id, at]))
  const numbered = new NumberedTexts()
  const asked: number[] = []
  for (const { id, question, keywords } of readQuestions()) {
    const paper = places.get(id)
    if (paper === undefined) continue
    asked.push(paper)
    numbered.add(asOneSentence(question), asOneSentence(keywords))
  }
  return { texts: joined(texts, tokenize(numbered.all(), vocabulary)), categories, asked }
}

function readPrepared(folder: string): Prepared | null {
  if (!existsSync(join(folder, 'texts.json'))) return null
  const rest: Omit<Prepared, 'texts'> = JSON.parse(readFileSync(join(folder, 'texts.json'), 'utf8'))
  const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name))).buffer
  const texts = {
    tokens: new Uint16Array(bytes('tokens.bin')),
    starts: new Float64Array(bytes('starts.bin')),
  }
  return { ...rest, texts }
}

function writePrepared(folder: string, { texts, ...rest }: Prepared): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'tokens.bin'), texts.tokens)
  writeFileSync(join(folder, 'starts.bin'), texts.starts)
  // Last: where it is, the others are whole.
  writeFileSync(join(folder, 'texts.json'), JSON.stringify(rest))
}
