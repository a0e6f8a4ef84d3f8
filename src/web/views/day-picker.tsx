import { routes } from '../routes.ts'

/** The heading of a day, week or month; pressed, it opens a form that goes to any day. Works without scripts. */
export function DayPicker({ heading, day }: { heading: string; day: string }) {
  return (
    <details class="picker">
      <summary title="Choose a day">
        <h2>{heading}</h2>
      </summary>
      <form action={routes.pickDay()} method="get">
        <label for="pick-day">Go to the papers of</label>
        <input id="pick-day" type="date" name="day" value={day} required />
        <button class="button" type="submit">
          Go
        </button>
      </form>
    </details>
  )
}
