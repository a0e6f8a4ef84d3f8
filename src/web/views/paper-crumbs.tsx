import { printId } from '../../papers/identifiers/identifiers.ts'
import { routes } from '../routes.ts'
import type { Site } from './site.ts'

/** Where the page stands: the lists under the name of the site, then the paper by its id. */
export function PaperCrumbs({ site, id }: { site: Site; id: string }) {
  return (
    <nav class="crumbs" aria-label="You are here">
      <ol>
        <li>
          <a href={routes.front()}>{site.name}</a>
        </li>
        <li aria-current="page">{printId(id)}</li>
      </ol>
    </nav>
  )
}
