import { printId } from '../../papers/identifiers.ts'
import { routes } from '../routes.ts'

/** Where the page stands: the lists, then the paper by its id. */
export function PaperCrumbs({ id }: { id: string }) {
  return (
    <nav class="crumbs" aria-label="You are here">
      <ol>
        <li>
          <a href={routes.front()}>Papers</a>
        </li>
        <li aria-current="page">{printId(id)}</li>
      </ol>
    </nav>
  )
}
