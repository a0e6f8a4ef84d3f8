// arXiv's own two forms of ids: https://info.arxiv.org/help/arxiv_identifier.html

export interface ArxivId {
  /** Canonical: `2407.21783`, `math/0309136`; neither version nor subject class. */
  id: string
  version?: number
}

const modern = /^(\d{2})(\d{2})\.(\d{4,5})(?:v([1-9]\d{0,2}))?$/i
const legacy =
  /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2,8}(?:-[a-z]{2,8})?)?\/(\d{2})(\d{2})(\d{3})(?:v([1-9]\d{0,2}))?$/i

/** Archives that gave ids of the old form, 1991-07 to 2007-03. A closed list, so that `and/0701234` is no paper. */
const archives = new Set(
  `acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs
   dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics
   plasm-ph q-alg q-bio quant-ph solv-int supr-con`.split(/\s+/),
)

/** Reads an id without any prefix or address: `2407.21783v2`, `math.CA/0309136`. Null for what arXiv never gave. */
export function parseArxivId(text: string): ArxivId | null {
  return parseModern(text) ?? parseLegacy(text)
}

/** `2024-07` of `2407.21783`, `1999-01` of `hep-th/9901001`; null for ids of other sources. */
export function arxivMonth(id: string): string | null {
  const match = /^(\d{2})(\d{2})\.\d+$/.exec(id) ?? /^[a-z-]+\/(\d{2})(\d{2})\d{3}$/.exec(id)
  if (!match) return null
  const [, year = '', month = ''] = match
  const century = id.includes('/') && year >= '91' ? '19' : '20'
  return `${century}${year}-${month}`
}

/**
 * Restores an id that was once kept as a decimal number: `704.0712` → `0704.0712`, `1302.172` → `1302.1720`,
 * `1605.0796699999999` → `1605.07967`. Collections made with data frames hold tens of thousands of these.
 * Only for data files: what a person types short is unfinished, not damaged.
 */
export function repairArxivId(text: string): string | null {
  const match = /^(\d{3,4})\.(\d{1,16})$/.exec(text)
  if (!match) return null
  const [, whole = '', fraction = ''] = match
  const month = whole.padStart(4, '0')
  const digits = month < '1501' ? 4 : 5
  const number = fraction.length < 10 ? fraction.padEnd(digits, '0') : rounded(fraction, digits)
  return number === null ? null : (parseModern(`${month}.${number}`)?.id ?? null)
}

function parseModern(text: string): ArxivId | null {
  const match = modern.exec(text)
  if (!match) return null
  const [, year = '', month = '', number = '', version] = match
  const given = year + month
  if (given < '0704' || !isMonth(month) || /^0+$/.test(number)) return null
  if (number.length !== (given < '1501' ? 4 : 5)) return null
  return withVersion(`${given}.${number}`, version)
}

function parseLegacy(text: string): ArxivId | null {
  const match = legacy.exec(text)
  if (!match) return null
  const [, archive = '', year = '', month = '', number = '', version] = match
  const given = year + month
  const inTime = given >= '9107' || given <= '0703'
  if (!archives.has(archive.toLowerCase()) || !isMonth(month) || !inTime || number === '000') return null
  return withVersion(`${archive.toLowerCase()}/${given}${number}`, version)
}

function isMonth(text: string): boolean {
  return text >= '01' && text <= '12'
}

function withVersion(id: string, version: string | undefined): ArxivId {
  return version === undefined ? { id } : { id, version: Number(version) }
}

/** Long fractions are a binary number printed in full; anything but noise after the id's digits is refused. */
function rounded(fraction: string, digits: number): string | null {
  const value = Number(`0.${fraction}`) * 10 ** digits
  const whole = Math.round(value)
  if (Math.abs(value - whole) > 1e-4 || whole >= 10 ** digits) return null
  return String(whole).padStart(digits, '0')
}
