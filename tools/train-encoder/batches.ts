// Which papers stand together in a step, and what of each is the question and what the answer.

import type { Random } from './random.ts'
import { createRandom } from './random.ts'
import { type TokenStream, tokenMark } from './token-stream.ts'

/** Ranges of the token stream: [from, to, from, to, …]. */
export type Ranges = number[]

export interface Pair {
  left: Ranges
  right: Ranges
}

/** A paper of a batch, and the question about it that stands in for its title, by its place among the texts; or null. */
export interface Choice {
  paper: number
  question: number | null
}

/** Share of the batches whose papers have one category: their negatives are harder. */
const sortedShare = 0.15

/** The batches of an epoch as paper numbers, `batch` each; the rest that fills no batch is left out. */
export function batchesOfEpoch(
  categories: readonly string[],
  batch: number,
  seed: number,
  epoch: number,
): Int32Array[] {
  const random = createRandom(seed, 1, epoch)
  const order = Int32Array.from(categories, (_, paper) => paper)
  random.shuffle(order)
  const sortedCount = Math.floor((order.length * sortedShare) / batch) * batch
  // A stable sort: within a category the papers keep their random order.
  const sorted = order.slice(0, sortedCount).sort((a, b) => compare(categories[a] ?? '', categories[b] ?? ''))
  order.set(sorted)
  const batches = Int32Array.from({ length: Math.floor(order.length / batch) }, (_, at) => at)
  random.shuffle(batches)
  return Array.from(batches, (at) => order.subarray(at * batch, (at + 1) * batch))
}

/**
 * `count` of the papers make room for papers that questions ask for. `asked`: the paper of every question; `first`: the place
 * of the first question among the texts. No paper stands twice in what comes out, or it would be a wrong answer to itself.
 */
export function mixQuestions(
  papers: Int32Array,
  asked: readonly number[],
  { count, first }: { count: number; first: number },
  random: Random,
): Choice[] {
  const choices = Array.from(papers, (paper): Choice => ({ paper, question: null }))
  const places = new Map(choices.map(({ paper }, place) => [paper, place]))
  for (let i = 0; i < count && asked.length > 0; i++) {
    const question = random.below(asked.length)
    const paper = asked[question] ?? 0
    const place = places.get(paper) ?? random.below(choices.length)
    const before = choices[place]
    if (!before || before.question !== null) continue
    places.delete(before.paper)
    places.set(paper, place)
    choices[place] = { paper, question: first + question }
  }
  return choices
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** 80 % title and abstract, 10 % a sentence and all else, 10 % the abstract's halves. */
export function choosePair(texts: TokenStream, paper: number, random: Random): Pair {
  const [title, ...sentences] = sentencesOf(texts, paper)
  const kind = random.next()
  if (kind < 0.1 && sentences.length > 2) {
    const at = random.below(sentences.length)
    const chosen = sentences[at]
    if (chosen && title && chosen[1] - chosen[0] >= shortestSentence) {
      return { left: chosen, right: [...title, ...sentences.filter((_, other) => other !== at).flat()] }
    }
  } else if (kind < 0.2 && sentences.length > 1) {
    const middle = Math.ceil(sentences.length / 2)
    return { left: sentences.slice(0, middle).flat(), right: sentences.slice(middle).flat() }
  }
  return { left: title ?? [], right: sentences.flat() }
}

/**
 * The question, or its keywords as often, and the whole paper. Other tokens and other sentences are missing each time, so
 * that a question that comes back is not learnt by heart. `question`: its place in the stream.
 */
export function chooseQuestionPair(
  texts: TokenStream,
  { paper, question }: { paper: number; question: number },
  random: Random,
): Pair {
  const [sentence, keywords] = sentencesOf(texts, question)
  const [from, to] = (random.next() < 0.5 ? keywords : sentence) ?? [0, 0]
  const asked = Array.from({ length: to - from }, (_, at) => [from + at, from + at + 1])
  const answer = sentencesOf(texts, paper)
  return {
    left: asked.filter(() => random.next() >= missing.tokens).flat(),
    right: answer.filter(() => answer.length < 4 || random.next() >= missing.sentences).flat(),
  }
}

/** Shares of a question's tokens and of a paper's sentences. */
const missing = { tokens: 0.15, sentences: 0.3 } as const

/** In tokens. */
const shortestSentence = 6

function sentencesOf({ tokens, starts }: TokenStream, paper: number): [number, number][] {
  const end = starts[paper + 1] ?? 0
  const found: [number, number][] = []
  let from = starts[paper] ?? 0
  for (let at = from; at <= end; at++) {
    if (at < end && tokens[at] !== tokenMark) continue
    // The title stays first even where it is empty.
    if (at > from || found.length === 0) found.push([from, at])
    from = at + 1
  }
  return found
}
