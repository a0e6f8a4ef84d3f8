// Numbers as people read them.

const exact = new Intl.NumberFormat('en-US')

/** `1,412` */
export function exactCount(count: number): string {
  return exact.format(count)
}

/** `87`, `1.4k`, `23k`, `1.2M`: two digits at least, cut rather than rounded up, so that it never claims more. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count)
  const [size, letter] = count < 1_000_000 ? [1000, 'k'] : [1_000_000, 'M']
  const cut = Math.floor((count / size) * 10) / 10
  return `${cut < 10 ? cut : Math.floor(cut)}${letter}`
}

/** `1 author`, `3,000 authors` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${exactCount(count)} ${count === 1 ? one : many}`
}

/** Bytes as people read them: `26.2 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte')
  const units = ['kB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length)
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`
}
