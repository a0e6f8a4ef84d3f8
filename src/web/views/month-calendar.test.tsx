import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { MonthCalendar } from './month-calendar.tsx'

const today = '2026-03-04'

test('a month begins under its weekday and holds each of its days once', () => {
  const html = renderToString(<MonthCalendar month="2026-03" counts={[]} today={today} />)
  const cells = [...html.matchAll(/<td>(?:<span[^>]*>(\d+)<\/span>)?<\/td>/g)].map((match) => match[1])
  assert.equal(cells.length % 7, 0)
  // 1 March 2026 is a Sunday.
  assert.equal(cells.indexOf('1'), 6)
  assert.deepEqual(
    cells.filter(Boolean),
    Array.from({ length: 31 }, (_, index) => String(index + 1)),
  )
})

test('days with papers are links; today and the shown day are marked', () => {
  const counts = [
    { day: '2026-03-03', papers: 41 },
    { day: '2026-03-04', papers: 1 },
  ]
  const html = renderToString(
    <MonthCalendar month="2026-03" counts={counts} today={today} shown="2026-03-03" />,
  )
  assert.equal(html.match(/<a href="\/papers\/date\//g)?.length, 2)
  assert.match(html, /aria-label="Tuesday 3 March 2026: 41 papers" aria-current="page">3<\/a>/)
  assert.match(html, /aria-label="Wednesday 4 March 2026: 1 paper" class="today" aria-current="date">4<\/a>/)
})
