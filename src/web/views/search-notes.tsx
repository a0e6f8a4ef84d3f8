import { exactCount } from '../../count-text.ts'
import { printId } from '../../papers/identifiers/identifiers.ts'
import type { SearchPageProps } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { OutsideLink } from './outside-link.tsx'

/** What a reader must know before believing the list: the state of the index, and what of the query was left out. */
export function SearchNotes(props: SearchPageProps) {
  const { suggestion, ignored } = props
  return (
    <>
      <IndexNote {...props} />
      <UnknownPaper {...props} />
      {suggestion !== undefined && (
        <p class="explain suggestion">
          Did you mean{' '}
          <a href={routes.search({ q: suggestion, sort: props.order, mode: props.mode })}>{suggestion}</a>?
        </p>
      )}
      {ignored.length > 0 && <IgnoredParts {...props} />}
    </>
  )
}

function IndexNote({ state }: SearchPageProps) {
  if (state.kind === 'ready') return null
  if (state.kind === 'building') {
    const share = state.total > 0 ? Math.floor((100 * state.done) / state.total) : 0
    return (
      <p class="explain" role="status">
        The search index is being made: {exactCount(state.done)} of {exactCount(state.total)} papers ({share}{' '}
        %) can be found so far. Load the page again to search more of them.
      </p>
    )
  }
  return (
    <p class="explain" role="status">
      Nothing can be searched at this moment: {state.why} The lists are there as ever:{' '}
      <a href={routes.front()}>today’s papers</a>, <a href={routes.trending()}>trending papers</a>,{' '}
      <a href={routes.newest()}>all new papers</a>. Who runs this site sees more with{' '}
      <code>broadsheet index</code>.
    </p>
  )
}

function UnknownPaper({ unknown }: SearchPageProps) {
  if (!unknown) return null
  const { id, address } = unknown
  return (
    <p class="explain">
      {address ? <OutsideLink href={address}>{printId(id)}</OutsideLink> : printId(id)} isn’t in the
      collection of this site. Papers that mention these words:
    </p>
  )
}

function IgnoredParts({ ignored }: SearchPageProps) {
  return (
    <div class="explain">
      <p>
        Not everything could be used as it was typed (<a href={routes.searchHelp()}>how to search</a>):
      </p>
      <ul class="ignored">
        {ignored.map(({ text, why }, index) => (
          <li key={index}>
            <code>{text}</code> – {why}
          </li>
        ))}
      </ul>
    </div>
  )
}
