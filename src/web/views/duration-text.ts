/** `0.4 ms`, `12 ms`, `3.5 s`, `12 minutes`: seconds as people read them. */
export function durationText(seconds: number): string {
  if (seconds < 0.0005) return '0 ms'
  if (seconds < 0.01) return `${(seconds * 1_000).toFixed(1)} ms`
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`
  if (seconds < 120) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`
  return `${Math.round(seconds / 3_600)} h`
}

/** `0`, `0.4`, `12`, `1,200`: a number with as many digits as tell something. */
export function amountText(amount: number): string {
  if (amount === 0) return '0'
  if (amount < 0.05) return '<0.1'
  return amount < 10 ? String(Number(amount.toFixed(1))) : Math.round(amount).toLocaleString('en-US')
}
