// Questions that people could ask for a paper they don't know, in other words than its own: what titles and abstracts
// alone can't teach. Written for this project, see models/README.md.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface AskedPaper {
  /** Of the paper that answers. */
  id: string
  /** A sentence of some 10 to 20 words. */
  question: string
  /** Two to six words as typed into a search box. */
  keywords: string
}

/** A line a paper: its id, the question and the keywords, with tabs between. */
const questionsFile = join(import.meta.dirname, 'questions.tsv')

/** Fails on a line that is not of that form, and on a paper asked for twice. */
export function readQuestions(path = questionsFile): AskedPaper[] {
  const known = new Set<string>()
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return lines.map((line, at) => {
    const [id = '', question = '', keywords = '', ...more] = line.split('\t')
    if (!id || !question || !keywords || more.length > 0)
      throw new Error(`${path}, line ${at + 1}: an id, a question and keywords with tabs between are wanted.`)
    if (known.has(id)) throw new Error(`${path}, line ${at + 1}: ${id} is asked for twice.`)
    known.add(id)
    return { id, question, keywords }
  })
}
