// Breaks a text into lines that fit a box, with the largest size that does. Pure: the width comes from outside.

export interface Box {
  /** Pixels. */
  width: number
  height: number
  /** Font sizes to try, largest first. */
  sizes: readonly number[]
}

export interface FittedText {
  lines: string[]
  fontSize: number
  lineHeight: number
}

type Width = (text: string, fontSize: number) => number

/** At the smallest size, what still doesn't fit is cut and ends in an ellipsis. `sizes` must not be empty. */
export function fitText(text: string, box: Box, width: Width): FittedText {
  for (const fontSize of box.sizes) {
    const lineHeight = Math.round(fontSize * 1.16)
    const lines = wrap(text, box.width, (part) => width(part, fontSize))
    if (lines.length * lineHeight <= box.height) return { lines, fontSize, lineHeight }
  }
  const fontSize = box.sizes.at(-1) ?? box.height
  const lineHeight = Math.round(fontSize * 1.16)
  const measure = (part: string) => width(part, fontSize)
  const lines = wrap(text, box.width, measure)
  const whole = Math.max(1, Math.floor(box.height / lineHeight)) - 1
  const last = shorten(lines.slice(whole).join(' '), box.width, measure)
  return { lines: [...lines.slice(0, whole), last], fontSize, lineHeight }
}

/** Lines of at most `width`, broken at spaces; a word longer than a line is broken where the line ends. */
export function wrap(text: string, width: number, measure: (part: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((long) => pieces(long, width, measure))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && measure(longer) > width) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** The longest beginning that fits, ended by an ellipsis where anything is missing; whole words where that costs little. */
export function shorten(text: string, width: number, measure: (part: string) => number): string {
  if (measure(text) <= width) return text
  const characters = [...text]
  let [fits, tooLong] = [0, characters.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (measure(`${characters.slice(0, middle).join('')}…`) <= width) fits = middle
    else tooLong = middle
  }
  const beginning = characters.slice(0, fits).join('')
  const space = beginning.lastIndexOf(' ')
  const kept = space > beginning.length * 0.6 ? beginning.slice(0, space) : beginning
  return `${kept.replace(/[\s,;:.–-]+$/u, '')}…`
}

function pieces(word: string, width: number, measure: (part: string) => number): string[] {
  if (measure(word) <= width) return [word]
  const parts: string[] = []
  let part = ''
  for (const character of word) {
    if (part !== '' && measure(part + character) > width) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}
