import type { Fields } from '../papers/import/fields.ts'
import type { Answer } from './protocol.ts'
import { SourceTrouble } from './source-trouble.ts'

/** UTF-16 units. Pages of 1,000 records have under 5 million. */
const longestAnswer = 64_000_000
/** The deepest answer that is known has twelve levels. */
const deepest = 60

/** The JSON object that an answer is. @throws SourceTrouble `garbled` */
export function readJsonObject(answer: Answer, who: string): Fields {
  const value = readJson(answer, who)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new SourceTrouble('garbled', `${who} answered with JSON that is no object.`)
}

/** The JSON list that an answer is. @throws SourceTrouble `garbled` */
export function readJsonList(answer: Answer, who: string): unknown[] {
  const value = readJson(answer, who)
  if (Array.isArray(value)) return value
  throw new SourceTrouble('garbled', `${who} answered with JSON that is no list.`)
}

function readJson({ text }: Answer, who: string): unknown {
  if (text.length > longestAnswer) {
    throw new SourceTrouble('garbled', `${who} answered with more than ${longestAnswer} characters.`)
  }
  const value = parse(text.replace(/^\ufeff/, ''), who)
  if (isDeeper(value, deepest)) {
    throw new SourceTrouble('garbled', `${who} answered with JSON nested deeper than ${deepest} levels.`)
  }
  return value
}

function parse(text: string, who: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SourceTrouble('garbled', `${who} answered with ${looksOf(text)} instead of JSON.`)
  }
}

function looksOf(text: string): string {
  const bare = text.slice(0, 200).trim()
  if (bare === '') return 'nothing'
  if (bare.startsWith('<')) return 'a web page'
  return /^[{["]/.test(bare) ? 'something cut off or damaged' : 'plain text'
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => isDeeper(inner, levels - 1))
}
