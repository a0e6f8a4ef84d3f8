// Both halves become one list.

import type { Scored } from './lexical/top-documents.ts'

const LEX = 0.7

export function blend(lexical: readonly Scored[], semantic: readonly Scored[], mode: string): Scored[] {
  if (mode === 'lexical') return [...lexical]
  if (mode === 'semantic') return [...semantic]
  return mix(lexical, semantic, LEX)
}

export const blendSimilar = (a: readonly Scored[], b: readonly Scored[]) => mix(a, b, 0.5)

function mix(a: readonly Scored[], b: readonly Scored[], share: number): Scored[] {
  const sum = new Map<number, number>()
  for (const [list, weight] of [
    [a, share],
    [b, 1 - share],
  ] as const) {
    const top = list[0]?.score ?? 0
    const low = list.at(-1)?.score ?? 0
    for (const { document, score } of list) {
      sum.set(document, (sum.get(document) ?? 0) + weight * (top > low ? (score - low) / (top - low) : 1))
    }
  }
  return [...sum]
    .map(([document, score]) => ({ document, score }))
    .sort((x, y) => y.score - x.score || x.document - y.document)
}
