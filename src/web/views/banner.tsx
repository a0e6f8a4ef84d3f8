import { routes } from '../routes.ts'

/** The line above the lists. */
export function Banner() {
  return (
    <p class="banner">
      <span>
        <span aria-hidden="true">✉ </span>Get trending papers in your email inbox!
      </span>{' '}
      <a href={routes.subscribe()}>Subscribe</a>
    </p>
  )
}
