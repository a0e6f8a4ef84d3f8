import { routes } from '../routes.ts'
import type { Site } from './site.ts'

/** On lists, where something should have come and hasn't. */
export function LateNotice({ site }: { site: Site }) {
  if (!site.late) return null
  return (
    <p class="late-notice">
      <strong>New papers are late.</strong> {site.late} <a href={routes.sources()}>More about the sources</a>
    </p>
  )
}
