import type { ComponentChildren } from 'preact'
import { monthOf, type Period, weekOf } from '../../papers/calendar.ts'
import { routes } from '../routes.ts'
import { DayPicker } from './day-picker.tsx'
import type { Site } from './site.ts'

/** `day`: the day that the tabs speak of. */
interface ListHeadProps {
  site: Site
  tab: Period | 'trending'
  day: string
  children: ComponentChildren
}

/** The site's name, what the list is of, and the tabs. */
export function ListHead({ site, tab, day, children }: ListHeadProps) {
  return (
    <header class="list-head">
      <ListTitle site={site} />
      <div>
        {children}
        <Tabs tab={tab} day={day} />
      </div>
    </header>
  )
}

/** The site's name and who makes it. */
export function ListTitle({ site }: { site: Site }) {
  return (
    <div>
      <h1>{site.name}</h1>
      <p class="byline">by {site.curator && `${site.curator} and `}the research community</p>
    </div>
  )
}

/** The day with its neighbours that have papers; pressing the day opens a date picker. */
export function PeriodSteps({ previous, next, ...picker }: PeriodStepsProps) {
  return (
    <div class="when">
      <Step href={previous} sign="‹" label="Earlier papers" keyName="ArrowLeft" rel="prev" />
      <DayPicker {...picker} />
      <Step href={next} sign="›" label="Later papers" keyName="ArrowRight" rel="next" />
    </div>
  )
}

interface PeriodStepsProps {
  heading: string
  /** What the date picker starts from. */
  day: string
  previous?: string | undefined
  next?: string | undefined
}

interface StepProps {
  href: string | undefined
  sign: string
  label: string
  keyName: string
  rel: string
}

function Step({ href, sign, label, keyName, rel }: StepProps) {
  if (!href) return <span class="step step-none" />
  return (
    <a class="step" href={href} rel={rel} aria-label={label} title={label} data-key={keyName}>
      {sign}
    </a>
  )
}

function Tabs({ tab, day }: { tab: Period | 'trending'; day: string }) {
  const tabs = [
    { id: 'day', name: 'Daily', href: routes.day(day) },
    { id: 'week', name: 'Weekly', href: routes.week(weekOf(day)), key: 'g w' },
    { id: 'month', name: 'Monthly', href: routes.month(monthOf(day)), key: 'g m' },
    { id: 'trending', name: 'Trending', href: routes.trending() },
  ]
  return (
    <nav class="tabs" aria-label="Daily, weekly, monthly or trending papers">
      {tabs.map(({ id, name, href, key }) => (
        <a key={id} href={href} {...(key && { 'data-key': key })} {...(id === tab && currentPage)}>
          {name}
        </a>
      ))}
    </nav>
  )
}

const currentPage = { 'aria-current': 'page' } as const
