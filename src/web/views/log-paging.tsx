import type { Paging } from '../pages/page-props.ts'

/** Links to the parts of a log, the newest first. `label` names them for screen readers. */
export function LogPaging({ paging, label }: { paging: Paging; label: string }) {
  if (!paging.previous && !paging.next) return null
  return (
    <nav class="paging" aria-label={label}>
      {paging.previous && (
        <a class="button" href={paging.previous} rel="prev">
          ‹ Newer
        </a>
      )}
      <span>
        {paging.from}–{paging.to} of {paging.total}
      </span>
      {paging.next && (
        <a class="button" href={paging.next} rel="next">
          Older ›
        </a>
      )}
    </nav>
  )
}
