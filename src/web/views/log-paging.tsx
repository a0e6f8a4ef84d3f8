import type { Paging } from '../pages/page-props.ts'

interface LogPagingProps {
  paging: Paging
  /** Names the links for screen readers. */
  label: string
  /** What is counted, where that doesn’t go without saying. */
  unit?: string
}

/** Links to the parts of a log, the newest first. */
export function LogPaging({ paging, label, unit }: LogPagingProps) {
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
        {unit && ` ${unit}`}
      </span>
      {paging.next && (
        <a class="button" href={paging.next} rel="next">
          Older ›
        </a>
      )}
    </nav>
  )
}
