import { counted } from '../../count-text.ts'
import { routes } from '../routes.ts'

/**
 * The search field of every page: a form that needs no script. `islands/type-ahead.ts` makes it complete what is
 * typed, from the address in `data-suggest`; `assets/keyboard.ts` brings the focus here by `/`.
 */
export function SearchField({ papers, text }: { papers: number | undefined; text: string }) {
  const what = papers === undefined ? 'papers' : counted(papers, 'paper')
  return (
    <search class="search">
      <form action={routes.papers()} method="get" data-suggest={routes.suggest()}>
        <input
          type="search"
          name="q"
          value={text}
          aria-label="Search papers"
          placeholder={`Search ${what} by words or meaning…`}
          enterkeyhint="search"
          spellcheck={false}
        />
        <span class="key" aria-hidden="true">
          /
        </span>
        <button type="submit">Search</button>
      </form>
    </search>
  )
}
