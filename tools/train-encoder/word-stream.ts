// All texts as numbers: one number a word, in the order of the papers. Held in memory once, read twice.

import { scanWords } from '../../src/search/semantic/word-pieces.ts'
import { readPapers, type Selection, type TrainingPaper } from './papers.ts'

export const sentenceMark = -1

export interface WordStream {
  /** Every distinct word, and in how many papers it stands. */
  words: string[]
  documentFrequency: Int32Array
  /** Word numbers with `sentenceMark` between sentences; a paper is its title, a mark, the sentences. */
  stream: Int32Array
  /** Where each paper starts in `stream`; one more at the end. */
  starts: Float64Array
  ids: string[]
  categories: string[]
  selection: Selection
}

/** Held-out papers are left out altogether: the vocabulary does not see them either. */
export async function readWordStream(dataFolder: string): Promise<WordStream> {
  const texts = new NumberedTexts()
  const ids: string[] = []
  const categories: string[] = []
  const take = (paper: TrainingPaper, heldOut: boolean) => {
    if (heldOut) return
    ids.push(paper.id)
    categories.push(paper.category)
    texts.add(asOneSentence(paper.title), paper.abstract)
  }
  const selection = await readPapers(dataFolder, take)
  const result = texts.all()
  const documentFrequency = countPapers(result.stream, result.starts, result.words.length)
  return { ...result, documentFrequency, ids, categories, selection }
}

/** Without the signs that end sentences. */
export const asOneSentence = (text: string): string => text.replace(/[.?!]/g, ' ')

export type NumberedWords = Pick<WordStream, 'words' | 'stream' | 'starts'>

/** Texts of two parts each. */
export class NumberedTexts {
  readonly #numbers = new Map<string, number>()
  readonly #stream = new GrowingNumbers()
  readonly #starts: number[] = []

  /** Marks between the sentences of a part too: whoever wants one sentence gives it `asOneSentence`. */
  add(first: string, rest: string): void {
    this.#starts.push(this.#stream.length)
    this.#addPart(first)
    this.#stream.push(sentenceMark)
    this.#addPart(rest)
  }

  all(): NumberedWords {
    return {
      words: [...this.#numbers.keys()],
      stream: this.#stream.all(),
      starts: Float64Array.from([...this.#starts, this.#stream.length]),
    }
  }

  #addPart(text: string): void {
    scanWords(text, (word, afterBreak) => {
      let number = this.#numbers.get(word)
      if (number === undefined) {
        number = this.#numbers.size
        this.#numbers.set(word, number)
      }
      if (afterBreak) this.#stream.push(sentenceMark)
      this.#stream.push(number)
    })
  }
}

function countPapers(stream: Int32Array, starts: Float64Array, words: number): Int32Array {
  const frequency = new Int32Array(words)
  const lastPaper = new Int32Array(words).fill(-1)
  for (let paper = 0; paper + 1 < starts.length; paper++) {
    for (let at = starts[paper] ?? 0; at < (starts[paper + 1] ?? 0); at++) {
      const word = stream[at] ?? sentenceMark
      if (word < 0 || lastPaper[word] === paper) continue
      lastPaper[word] = paper
      frequency[word] = (frequency[word] ?? 0) + 1
    }
  }
  return frequency
}

class GrowingNumbers {
  length = 0
  private numbers = new Int32Array(1 << 24)

  push(number: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Int32Array(this.numbers.length * 2)
      larger.set(this.numbers)
      this.numbers = larger
    }
    this.numbers[this.length++] = number
  }

  all(): Int32Array {
    return this.numbers.subarray(0, this.length)
  }
}
