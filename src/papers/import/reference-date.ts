import { parseDay } from '../calendar.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * As precise a date as a year, a month (`5`, `05`, `May`, `may~27`) and a day give; undefined without a year.
 * References say less than they seem to: what is no date is left out.
 */
export function referenceDate(year: string | undefined, month = '', day = ''): string | undefined {
  const inYear = /\b([12]\d{3})\b/.exec(year ?? '')?.[1]
  if (inYear === undefined) return undefined
  const monthNumber = monthOfText(month)
  if (monthNumber === undefined) return inYear
  const inMonth = `${inYear}-${String(monthNumber).padStart(2, '0')}`
  const dayText = /^\d{1,2}$/.test(day.trim())
    ? day.trim()
    : (/\b(\d{1,2})\b/.exec(month.replace(/^\d+/, ''))?.[1] ?? '')
  return parseDay(`${inMonth}-${dayText}`) ?? inMonth
}

/** The first date of `2024-05-27`, `2024-05`, `2024`, `2024/05/27/`, `2024-05-27/2024-05-29`. */
export function referenceDateOf(text: string): string | undefined {
  const match = /^\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?/.exec(text)
  return match ? referenceDate(match[1], match[2], match[3]) : referenceDate(text)
}

function monthOfText(text: string): number | undefined {
  const bare = text.trim().toLowerCase()
  const number = /^\d{1,2}$/.test(bare) ? Number(bare) : months.indexOf(/[a-z]{3}/.exec(bare)?.[0] ?? '') + 1
  return number >= 1 && number <= 12 ? number : undefined
}
