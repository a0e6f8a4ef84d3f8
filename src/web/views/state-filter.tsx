import { exactCount } from '../../count-text.ts'

interface StateFilterProps {
  counts: { state: string; deliveries: number }[]
  /** Those shown; absent: all. */
  state: string | undefined
  addressOf: (state: string | undefined) => string
}

/** Links to the deliveries of a log that stand so. */
export function StateFilter({ counts, state, addressOf }: StateFilterProps) {
  const kinds = [
    { name: 'all', state: undefined },
    ...counts.map((count) => ({
      name: `${count.state} (${exactCount(count.deliveries)})`,
      state: count.state,
    })),
  ]
  return (
    <ul class="settings-links" aria-label="Which are shown">
      {kinds.map((kind) => (
        <li key={kind.name}>
          <a href={addressOf(kind.state)} {...(kind.state === state && { 'aria-current': 'page' as const })}>
            {kind.name}
          </a>
        </li>
      ))}
    </ul>
  )
}
