// The table of a round, as Markdown.

import type { Figure, Measured, Row } from './row.ts'

const head = ['what', 'figure', 'asked', 'peer', 'its figure', 'times the peer']

export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) =>
    'why' in row ? [row.what, `not measured: ${row.why}`, '', '', '', ''] : cellsOf(row),
  )
  return [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function cellsOf({ what, figure, asked, peer }: Measured): string[] {
  const goal =
    asked === undefined ? '' : `${valueText(figure, asked)}${isReached(figure, asked) ? '' : ', missed'}`
  if (!peer) return [what, textOf(figure), goal, '', '', '']
  return [what, textOf(figure), goal, peer.name, textOf(peer.figure), ratio(figure, peer.figure)]
}

function textOf(figure: Figure): string {
  const text = valueText(figure, amountOf(figure))
  return 'p95' in figure && figure.p95 !== undefined ? `${text}, p95 ${plain(figure.p95)} ms` : text
}

function valueText(figure: Figure, value: number): string {
  if ('perSecond' in figure) return `${Math.round(value).toLocaleString('en-US')}/s`
  if ('score' in figure) return plain(value)
  return 'median' in figure ? `${plain(value)} ms` : `${Math.round(value)} MB`
}

function amountOf(figure: Figure): number {
  if ('perSecond' in figure) return figure.perSecond
  if ('score' in figure) return figure.score
  return 'median' in figure ? figure.median : figure.megabytes
}

const isMoreBetter = (figure: Figure): boolean => 'perSecond' in figure || 'score' in figure

const isReached = (figure: Figure, asked: number): boolean =>
  isMoreBetter(figure) ? amountOf(figure) >= asked : amountOf(figure) <= asked

/** Above 1 this program does better: more a second, a higher score, less time. */
function ratio(ours: Figure, theirs: Figure): string {
  const times = amountOf(ours) / amountOf(theirs)
  const better = isMoreBetter(ours) ? times : 1 / times
  return better.toFixed(better >= 10 ? 0 : better < 0.1 ? 3 : 2)
}

/** Three digits or more. */
function plain(value: number): string {
  if (Number.isInteger(value) || value >= 100) return value.toFixed(0)
  return value.toFixed(value < 1 ? 3 : 1)
}
