import { routes } from '../routes.ts'
import type { Site } from './site.ts'

/** What a reader must know before using the page: it is a sample, its clock is not the real one, they are suspended. */
export function Notices({ site }: { site: Site }) {
  if (!site.sample && !site.testClock && !site.viewer?.suspended) return null
  return (
    <aside class="notices" aria-label="About this server">
      {site.viewer?.suspended && (
        <p class="wrap">
          <strong>Your account is suspended.</strong> Your <a href={routes.settings()}>settings</a> say why
          and until when.
        </p>
      )}
      {site.sample && (
        <p class="wrap">
          <strong>This is a sample edition.</strong> The papers are real, their summaries were written by
          Broadsheet. <code>broadsheet import FILE</code> brings real papers, and the sample steps aside.
          {site.harvests && (
            <>
              {' '}
              The <a href={routes.sources()}>sources</a> are being asked for some, too.
            </>
          )}
        </p>
      )}
      {site.testClock && (
        <p class="wrap">
          <strong>Test clock:</strong> this server believes that it is {site.testClock}.
        </p>
      )}
    </aside>
  )
}
