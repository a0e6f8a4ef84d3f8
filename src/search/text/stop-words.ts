// Words that stand in nearly every text. They keep their positions in the index, for phrases; only ranking leaves them out.

import { questionWords } from './question-words.ts'

/** The common function words. `word` is folded, not stemmed: of stems, "doe" would be both "does" and a department. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word)
}

/** A function word, or one that a question is made of rather than its subject. `word` is folded, not stemmed. */
export function isQuestionWord(word: string): boolean {
  return stopWords.has(word) || ofQuestions.has(word)
}

const ofQuestions = new Set(questionWords)

const stopWords = new Set(
  `a about above after again against all am an and any are arent as at be because been before being below between
  both but by can cannot cant could couldnt did didnt do does doesnt doing dont down during each few for from
  further had hadnt has hasnt have havent having he hed her here hers herself hes him himself his how i id if ill
  im in into is isnt it its itself ive just lets me more most my myself no nor not now of off on once only or
  other our ours ourselves out over own same she shes should shouldnt so some such than that thats the their
  theirs them themselves then there theres these they theyd theyll theyre theyve this those through to too under
  until up upon very via was wasnt we wed well were werent weve what whats when where which while who whom whose
  why will with within without wont would wouldnt you youd youll your youre yours yourself yourselves youve
  may might must shall thus hence therefore however whether`.split(/\s+/),
)
