import { type Cadence, cadences } from '../../saved-searches/saved-search.ts'

const names: Record<Cadence, string> = {
  'at-once': 'at once, by mail and on the site',
  daily: 'once a day, by mail',
  weekly: 'on Mondays, by mail',
  off: 'not at all: only keep it',
}

/** When a search tells what is new. */
export function CadenceField({ chosen }: { chosen: Cadence }) {
  return (
    <label>
      Tell me of new papers
      <select name="cadence">
        {cadences.map((cadence) => (
          <option key={cadence} value={cadence} selected={cadence === chosen}>
            {names[cadence]}
          </option>
        ))}
      </select>
    </label>
  )
}
