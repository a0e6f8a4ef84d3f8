// The language in a table. The help page and the command's help are made from it, and a test reads each example, so
// that they can't tell anything else than the parser does.

export interface QueryRule {
  /** As it is written. */
  written: string
  /** A sentence. */
  meaning: string
  example: string
}

export const queryLanguage: readonly QueryRule[] = [
  {
    written: 'words',
    meaning: 'Papers are ranked by the words and by their sense; none of them has to occur.',
    example: 'language models that use tools',
  },
  {
    written: '"a phrase"',
    meaning: 'These words have to stand together in this order.',
    example: '"chain of thought" arithmetic',
  },
  {
    written: '+word',
    meaning: 'This word has to occur, in any of its forms.',
    example: 'protein folding +diffusion',
  },
  {
    written: '-word, NOT word',
    meaning: 'This word, phrase or group must not occur.',
    example: 'attention -survey -"state space"',
  },
  {
    written: 'a OR b',
    meaning: 'One of them has to occur. AND asks for both, and parentheses make groups.',
    example: 'pruning (BERT OR "vision transformer")',
  },
  { written: 'word*', meaning: 'A word that begins so has to occur.', example: 'quantum electro*' },
  {
    written: 'title:, abstract:, author:',
    meaning: 'The word, "phrase" or (group) behind it has to stand there. Short: ti:, abs:, au:.',
    example: 'title:(graph OR network) author:"Ada Lovelace"',
  },
  {
    written: 'category:',
    meaning:
      'Papers of this category; cs stands for all of computer science. Of several, one is enough. Short: cat:.',
    example: 'dialogue category:cs.CL category:stat',
  },
  {
    written: 'after:, before:',
    meaning:
      'By the day of the first version: after:2024 is from 1 January 2024 on, before:2024 is up to 31 December 2023. A year, a month or a day.',
    example: 'reasoning after:2024-05 before:2025-01-15',
  },
  { written: 'year:', meaning: 'Papers of a year, or of several.', example: 'parsing year:2019-2021' },
  {
    written: 'has:',
    meaning: 'Papers with code, a project page, data, a model, a demo or media.',
    example: 'segmentation has:code has:data',
  },
  {
    written: 'is:listed',
    meaning: 'Papers that stood in an edition; is:withdrawn those that were withdrawn.',
    example: 'robot is:listed',
  },
]
