// Few words are meant together: who types three wants the papers that have all three. A question of several clauses
// goes around its subject, and no paper has all of its words: there the rare ones tell. Both by the number of terms:
//
//   rarity of a term     = (idf · burstiness) ^ (1 + sharpness · between(questions))
//   score of a document *= (coverage / least coverage looked at) ^ (completeness · (1 - between(keywords)))
//
// `between` grows from 0 to 1 between two numbers of terms; coverage is the weight of the query's terms that the document
// has, of the weight of all. Coverage does not count in a search by words alone, where it ranks questions worse: with the
// meaning's half beside it a paper that lacks words has another way to be found.

export const queryLength = {
  /** From .6 to 1 it makes little difference. */
  sharpness: 0.8,
  /** Terms up to which a query is no question yet, and from which it is all question. */
  questions: [12, 24],
  /** From .4 to .7 it makes little difference. */
  completeness: 0.5,
  /** Terms up to which all of them are wanted, and from which that is no more to be hoped for. */
  keywords: [5, 14],
} as const

/** What a term's rarity is raised to; at least 1. */
export const rarityPower = (terms: number): number =>
  1 + queryLength.sharpness * between(queryLength.questions, terms)

/** What coverage is raised to; 0 where it doesn't count. */
export const coveragePower = (terms: number): number =>
  queryLength.completeness * (1 - between(queryLength.keywords, terms))

/** 0 up to the first number, 1 from the second on. */
const between = ([from, to]: readonly [number, number], terms: number): number =>
  Math.min(1, Math.max(0, (terms - from) / (to - from)))

/** `weights` by term, all above 0; `held` by term 1 where the document has it, 0 where it doesn't. 0 to 1. */
export function coverage(weights: readonly number[], held: ArrayLike<number>): number {
  let [sum, total] = [0, 0]
  for (let term = 0; term < weights.length; term++) {
    const weight = weights[term] ?? 0
    total += weight
    sum += weight * (held[term] ?? 0)
  }
  return total > 0 ? sum / total : 0
}
