// Sentences, titles and names of our own making, with what makes real ones hard: LaTeX, accents, entities, marks.

import { type Random, seeded, seedOf } from './seeded.ts'

const adjectives =
  'sparse patient modular noisy calibrated naïve multilingual frugal layered causal robust hybrid lazy compact faithful α-stable Bayesian low-rank streaming'.split(
    ' ',
  )
const nouns =
  'lanterns models parsers agents encoders bridges graphs memories planners tokens gardens probes kernels detectors ledgers oracles rewards benchmarks corpora schedules'.split(
    ' ',
  )
const verbs =
  'sorts measures compresses predicts aligns prunes audits explains routes bounds translates samples'.split(
    ' ',
  )
const places =
  'in small rooms,under drift,at night,without labels,in 12 languages,for Schrödinger’s cats,on old hardware,over $\\mathbb{R}^d$,with $O(n \\log n)$ steps,for cafés & bars,where p<0.05,beyond 100% recall,in the “open” – and closed – world'.split(
    ',',
  )

const given =
  'Ada Ben Chloé Dmitri Edgar Fatou Gülşen Hana Íñigo José Karla Lars Mei Nadia Olu Petra Quentin René Søren Tomás Uma Väinö Wei Xenia Yusuf Zoë'.split(
    ' ',
  )
const family =
  'Abara Beispiel Castaño Dvořák Eriksson Fontaine García Holm Ito Jansen Köhler Lindqvist Müller Novák Ortega Peña Quist Rossi Sample Thörn Ueda Vance Weiß Xu Yılmaz Zhang'.split(
    ' ',
  )

/** What a record of one seed is written with. */
interface Language {
  title(random: Random): string
  /** One paragraph. */
  abstract(random: Random): string
}

/** Sentences are made once and put together anew in each abstract: 200,000 abstracts must not take minutes. */
export function languageOf(seed: number): Language {
  const pool = Array.from({ length: 2048 }, (_, at) => sentence(seeded(seedOf(seed, 77, at))))
  return {
    title,
    abstract: (random) => Array.from({ length: 3 + random.below(6) }, () => random.pick(pool)).join(' '),
  }
}

function title(random: Random): string {
  const subject = `${capital(random.pick(adjectives))} ${random.pick(nouns)}`
  const what = `${subject} ${random.pick(places)}`
  if (random.chance(0.2))
    return `${what}: a study of ${random.pick(adjectives)} ${random.pick(nouns)} & friends`
  if (random.chance(0.1))
    return `\\emph{${subject}} of order $k^{${random.below(9)}} < n$ ${random.pick(places)}`
  return `${what}, no. ${random.below(10_000)}`
}

function sentence(random: Random): string {
  const subject = `${random.pick(adjectives)} ${random.pick(nouns)}`
  const object = `${random.pick(adjectives)} ${random.pick(nouns)} ${random.pick(places)}`
  switch (random.below(5)) {
    case 0:
      return `We ask whether a set of ${subject} ${random.pick(verbs)} ${object}.`
    case 1:
      return `Our method ${random.pick(verbs)} ${object}, and $\\epsilon_{${random.below(20)}} \\leq 0.${random.below(100)}$ holds.`
    case 2:
      return `On ${1 + random.below(20)} benchmarks, ${subject} need ${random.below(100)}% fewer steps than ${object}.`
    case 3:
      return `We follow the Erd\\H{o}s rule and Paul Lévy’s remark on ${object}.`
    default:
      return `${capital(subject)} fail when x < y & z > ${random.below(50)}; we say why.`
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export interface PersonName {
  first: string
  last: string
}

/** One to eight people. */
export function namesOf(random: Random): PersonName[] {
  return Array.from({ length: 1 + random.below(8) }, () => ({
    first: random.chance(0.3)
      ? `${random.pick(given)} ${random.pick('ABCDEFGH'.split(''))}.`
      : random.pick(given),
    last: random.pick(family),
  }))
}

export const wholeName = ({ first, last }: PersonName): string => `${first} ${last}`
