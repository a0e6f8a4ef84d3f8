import { fullDate, shortDate } from './date-text.ts'

/** A date as lists write it, with the full one as its title. */
export function PaperDate({ published, now }: { published: string; now: number }) {
  return (
    <time dateTime={published} title={fullDate(published)}>
      {shortDate(published, now)}
    </time>
  )
}
