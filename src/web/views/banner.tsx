import { routes } from '../routes.ts'
import type { Site } from './site.ts'
import { TrapField } from './trap-field.tsx'

/** The line above the lists: an address is all that is needed. Members have one already. */
export function Banner({ site }: { site: Site }) {
  return (
    <div class="banner">
      <p>
        <span aria-hidden="true">✉ </span>Get trending papers in your email inbox!
      </p>
      {site.viewer ? (
        <a href={routes.ownDigest()}>Choose what comes</a>
      ) : (
        <form method="post" action={routes.subscribe()}>
          <label>
            <span class="visually-hidden">Your mail address</span>
            <input
              name="email"
              type="email"
              required
              autocomplete="email"
              maxLength={254}
              placeholder="you@university.edu"
            />
          </label>
          <TrapField />
          <button class="button" type="submit">
            Subscribe
          </button>
        </form>
      )}
    </div>
  )
}
