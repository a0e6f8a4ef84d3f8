// Text as XML of sources has it.

const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escaped = (text: string): string =>
  /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (mark) => special[mark] ?? mark) : text

export const element = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${escaped(text)}</${name}>`

/** Lines of at most 79 characters where words allow, later ones after `indent`. */
export function wrapped(text: string, indent: string): string {
  return text.replace(/(.{40,78}) /g, `$1\n${indent}`)
}

const teX: Record<string, string> = {
  é: "\\'e",
  í: "\\'i",
  Í: "\\'I",
  á: "\\'a",
  ñ: '\\~n',
  ü: '\\"u',
  ö: '\\"o',
  ä: '\\"a',
  ë: '\\"e',
  ř: '\\v{r}',
  ø: '{\\o}',
  ß: '{\\ss}',
}

/** Accents as arXiv’s authors type them. */
export const texAccents = (text: string): string =>
  text.replace(/[éíÍáñüöäëřøß]/g, (letter) => teX[letter] ?? letter)
