import type { ComponentChildren } from 'preact'

/** In the place of a list without papers: why, and what to do. */
export function NoPapers({ children }: { children?: ComponentChildren }) {
  return (
    <p class="lead">
      {children ?? (
        <>
          No papers here yet. <code>broadsheet import FILE</code> brings some.
        </>
      )}
    </p>
  )
}
