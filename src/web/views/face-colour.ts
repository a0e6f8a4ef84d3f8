import { createHash } from 'node:crypto'

/** As in the style sheet's `--face-0` and on; dark enough for white letters. */
export const faceColours = [
  ...['#8a3b2e', '#7a5a12', '#4b6b1f', '#1f6b55'],
  ...['#22637f', '#3f5299', '#6a4596', '#8c3a6b'],
] as const

/** Which of the colours a name has: the same everywhere. */
export const faceColour = (name: string): number =>
  (createHash('sha256').update(name.toLowerCase()).digest()[0] ?? 0) % faceColours.length

/** The letter of a face. */
export const initialOf = (name: string): string => [...name][0]?.toUpperCase() ?? ''
