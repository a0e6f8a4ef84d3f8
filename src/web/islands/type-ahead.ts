// Completes what is typed into the search field: papers, authors and queries in a list below it. A combobox with a
// list box as https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ describes it. Without this script, or when the
// server doesn't answer, the field is a form like any other.

import type { SuggestionsAnswer } from '../handlers/suggest.ts'
import { SuggestionList } from './suggestion-list.ts'

/** Typing pauses about this long, in milliseconds, before the server is asked. */
const PAUSE_MS = 80

/** Fewer letters complete to anything. */
const SHORTEST = 2

const form = document.querySelector<HTMLFormElement>('form[data-suggest]')
const input = form?.querySelector<HTMLInputElement>('input[type=search]')
if (form && input) completeIn(form, input)

function completeIn(form: HTMLFormElement, input: HTMLInputElement): void {
  const list = new SuggestionList(form, input)
  let request = new AbortController()
  let timer = 0

  const ask = async (text: string, { signal }: AbortController) => {
    try {
      const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal })
      if (!response.ok) return list.close()
      const answer: SuggestionsAnswer = await response.json()
      if (!signal.aborted && document.activeElement === input) list.show(answer)
    } catch {
      // A later letter ended this request, or the network is away: the form still works.
    }
  }
  const forget = () => {
    clearTimeout(timer)
    request.abort()
    list.close()
  }

  input.addEventListener('input', (event) => {
    clearTimeout(timer)
    request.abort()
    const text = input.value.trim()
    if (text.length < SHORTEST) return list.close()
    // What an input method has not finished is no word yet.
    if ((event as InputEvent).isComposing) return
    request = new AbortController()
    timer = window.setTimeout(ask, PAUSE_MS, text, request)
  })
  input.addEventListener('blur', forget)
  form.addEventListener('submit', forget)
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (list.press(event.key)) event.preventDefault()
  })
}
