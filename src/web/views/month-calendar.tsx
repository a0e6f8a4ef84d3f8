import { counted } from '../../count-text.ts'
import { daysOf, type Month, weekdayOf } from '../../papers/calendar.ts'
import type { DayCount } from '../../papers/lists/edition-queries.ts'
import { routes } from '../routes.ts'
import { longDay, monthText } from './date-text.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

interface MonthCalendarProps {
  month: Month
  counts: DayCount[]
  today: string
  /** The day whose papers the page shows. */
  shown?: string
}

/** A small month: days with papers are links, today and the shown day are marked. */
export function MonthCalendar({ month, counts, today, shown }: MonthCalendarProps) {
  const papers = new Map(counts.map((count) => [count.day, count.papers]))
  return (
    <section class="calendar">
      <h2>
        <a href={routes.month(month)}>{monthText(month)}</a>
      </h2>
      <table class="month">
        <caption class="visually-hidden">Days of {monthText(month)}; those with papers are links</caption>
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col" abbr={name}>
                {name.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((day, index) => (
                <td key={index}>
                  {day && <DayCell day={day} papers={papers.get(day) ?? 0} today={today} shown={shown} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface DayCellProps {
  day: string
  papers: number
  today: string
  shown: string | undefined
}

function DayCell({ day, papers, today, shown }: DayCellProps) {
  const mark = day === today ? { class: 'today', 'aria-current': 'date' as const } : {}
  const number = Number(day.slice(8))
  if (papers === 0) return <span {...mark}>{number}</span>
  const label = `${longDay(day)}: ${counted(papers, 'paper')}`
  return (
    <a
      href={routes.day(day)}
      title={label}
      aria-label={label}
      {...mark}
      {...(day === shown && { 'aria-current': 'page' as const })}
    >
      {number}
    </a>
  )
}

/** The days of a month in rows from Monday to Sunday; undefined before its first and after its last. */
function weeksOf(month: Month): (string | undefined)[][] {
  const days = daysOf('month', month)
  const before = weekdayOf(days[0] ?? `${month}-01`) - 1
  const rows = Math.ceil((before + days.length) / 7)
  return Array.from({ length: rows }, (_, row) =>
    weekdays.map((_, column) => days[row * 7 + column - before]),
  )
}
