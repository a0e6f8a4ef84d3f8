// Years, months and days as a reader writes them, in days since 1970-01-01 (UTC).

export interface Period {
  first: number
  /** The day behind it. */
  end: number
}

const written = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/
const firstYear = 1000
const lastYear = 3000

/** 2024, 2024-05 or 2024-5-3; null where the calendar has no such thing. */
export function readPeriod(text: string): Period | null {
  const match = written.exec(text)
  if (!match) return null
  const year = Number(match[1])
  if (year < firstYear || year > lastYear) return null
  if (match[2] === undefined) return { first: dayOf(year, 1, 1), end: dayOf(year + 1, 1, 1) }
  const month = Number(match[2])
  if (month < 1 || month > 12) return null
  const end = dayOf(year, month + 1, 1)
  if (match[3] === undefined) return { first: dayOf(year, month, 1), end }
  const first = dayOf(year, month, Number(match[3]))
  return match[3] !== '0' && match[3] !== '00' && first < end ? { first, end: first + 1 } : null
}

/** As short as it can be said: 2024, 2024-05 or 2024-05-03. */
export function printDay(day: number): string {
  return new Date(day * millisecondsOfDay)
    .toISOString()
    .slice(0, 10)
    .replace(/(?:-01)?-01$/, '')
}

const millisecondsOfDay = 86_400_000

function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / millisecondsOfDay
}
