// Days as whole numbers since 1970-01-01, UTC.

export const msOfDay = 86_400_000

/** @throws where the text is no day. */
export function dayNumber(day: string): number {
  const ms = Date.parse(`${day}T00:00:00.000Z`)
  if (Number.isNaN(ms) || dayText(ms / msOfDay) !== day) throw new Error(`“${day}” is no day.`)
  return ms / msOfDay
}

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00.000Z`))

export const dayText = (day: number): string => new Date(day * msOfDay).toISOString().slice(0, 10)

/** 1970-01-01 was a Thursday. */
export const isWeekend = (day: number): boolean => (day + 4) % 7 === 0 || (day + 4) % 7 === 6

/** `2026-03-04T05:06:07Z`, as XML of sources has it. */
export const secondsText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** How many hours New York is behind UTC on a day: 4 in summer, 5 in winter. */
export function easternHours(day: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    hourCycle: 'h23',
    hour: '2-digit',
  })
  return 12 - Number(format.format(new Date(`${day}T12:00:00Z`)))
}
