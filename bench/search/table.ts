import { type Row, timesOf } from '../round/row.ts'
import type { Answered, Built } from './messages.ts'

export interface Measured {
  built: Built
  /** In the order of the queries, which is the same for all peers. */
  answers: Answered[]
}

/** Markdown: one row a peer, compared with the first over the queries that both answered. */
export function comparison(measured: Measured[], papers: number): string {
  const [first] = measured
  if (first === undefined) return ''
  const head = [
    '',
    'queries',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'times as long',
    'papers in common',
    'build s',
    'papers/s',
    'size MB',
    'peak MB',
  ]
  const rows = measured.map((peer) => [
    peer.built.name,
    String(peer.answers.length),
    ...[0.5, 0.95, 0.99].map((share) => milliseconds(quantile(peer.answers, share))),
    slowness(peer, first),
    inCommon(peer, first).toFixed(1),
    peer.built.seconds.toFixed(1),
    String(Math.round(papers / peer.built.seconds)),
    `${megabytes(peer.built.size.bytes)} ${peer.built.size.where}`,
    megabytes(peer.built.peakMemory),
  ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** The first beside each of the others, over the queries that both answered; and how fast their indexes are built. */
export function comparisonRows([first, ...others]: Measured[], papers: number): Row[] {
  if (first === undefined) return []
  const size = `${papers.toLocaleString('en-US')} papers`
  return others.flatMap((peer) => {
    const both = Math.min(peer.answers.length, first.answers.length)
    const times = ({ answers }: Measured) =>
      timesOf(answers.slice(0, both).map(({ milliseconds }) => milliseconds))
    const rate = ({ built }: Measured) => ({ perSecond: papers / built.seconds })
    const { name } = peer.built
    return [
      { what: `search, ${size}: words`, figure: times(first), peer: { name, figure: times(peer) } },
      { what: `search, ${size}: indexing words`, figure: rate(first), peer: { name, figure: rate(peer) } },
    ]
  })
}

/** The median beside that of `first`, over the same queries. */
function slowness(peer: Measured, first: Measured): string {
  const both = Math.min(peer.answers.length, first.answers.length)
  const ratio = quantile(peer.answers.slice(0, both), 0.5) / quantile(first.answers.slice(0, both), 0.5)
  return ratio < 10 ? ratio.toFixed(1) : String(Math.round(ratio))
}

/** How many of the best papers are also among those of `first`, on average: do both search for the same thing? */
function inCommon(peer: Measured, first: Measured): number {
  const shared = peer.answers.flatMap(({ ids }, at) => {
    const others = first.answers[at]?.ids
    return others ? [ids.filter((id) => others.includes(id)).length] : []
  })
  return shared.reduce((sum, count) => sum + count, 0) / shared.length
}

function quantile(answers: Answered[], share: number): number {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

const milliseconds = (value: number): string => value.toFixed(value < 10 ? 2 : 1)

const megabytes = (bytes: number): string => String(Math.round(bytes / 1_000_000))
