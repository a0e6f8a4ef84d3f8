// The list below the search field: what it shows, and which of its lines the keys have chosen.

import type { SuggestionsAnswer } from '../handlers/suggest.ts'

/** One line of the list. `note` stands at its end. */
interface Suggestion {
  text: string
  href: string
  note?: string
}

export class SuggestionList {
  readonly #input: HTMLInputElement
  readonly #box = element('div', {
    role: 'listbox',
    id: 'suggestions',
    class: 'suggestions',
    'aria-label': 'Suggestions',
  })
  /** For those who hear the page: that there is a list, and how long. */
  readonly #status = element('p', { role: 'status', class: 'visually-hidden' })
  #chosen: Element | undefined

  constructor(form: HTMLFormElement, input: HTMLInputElement) {
    this.#input = input
    this.#box.hidden = true
    form.append(this.#box, this.#status)
    set(input, {
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-controls': this.#box.id,
      'aria-expanded': 'false',
    })
    // Without the focus the list would close before the press on it is done.
    this.#box.addEventListener('pointerdown', (event) => event.preventDefault())
    this.#box.addEventListener('click', ({ target }) => {
      if (target instanceof Element) follow(target.closest('[role=option]'))
    })
  }

  show({ terms, papers, authors }: SuggestionsAnswer): void {
    const lines = {
      Searches: terms,
      Papers: papers.map(({ title, href }) => ({ text: title, href })),
      Authors: authors.map(({ name, papers: count, href }) => ({
        text: name,
        href,
        note: papersText(count),
      })),
    }
    this.#box.replaceChildren(...Object.entries(lines).flatMap(group))
    const options = this.#options()
    options.forEach((option, index) => {
      option.id = `suggestion-${index}`
    })
    this.#open(options.length > 0)
    this.#status.textContent = options.length === 1 ? '1 suggestion' : `${options.length} suggestions`
  }

  close(): void {
    this.#open(false)
    this.#status.textContent = ''
  }

  /** True where the key was for the list. */
  press(key: string): boolean {
    if (this.#box.hidden) return false
    if (key === 'ArrowDown') return this.#move(1)
    if (key === 'ArrowUp') return this.#move(-1)
    if (key === 'Enter') return follow(this.#chosen)
    if (key === 'Escape') this.close()
    return key === 'Escape'
  }

  #options(): Element[] {
    return [...this.#box.querySelectorAll('[role=option]')]
  }

  #open(open: boolean): void {
    this.#choose(undefined)
    this.#box.hidden = !open
    set(this.#input, { 'aria-expanded': String(open) })
  }

  /** Past either end lies the field itself, where what was typed can be sent. */
  #move(step: 1 | -1): boolean {
    const stops = [undefined, ...this.#options()]
    this.#choose(stops[(stops.indexOf(this.#chosen) + step + stops.length) % stops.length])
    return true
  }

  #choose(option: Element | undefined): void {
    this.#chosen?.removeAttribute('aria-selected')
    this.#chosen = option
    this.#input.removeAttribute('aria-activedescendant')
    if (!option) return
    set(option, { 'aria-selected': 'true' })
    set(this.#input, { 'aria-activedescendant': option.id })
    option.scrollIntoView({ block: 'nearest' })
  }
}

function group([name, lines]: [string, Suggestion[]]): Element[] {
  if (lines.length === 0) return []
  const made = element('div', { role: 'group', 'aria-label': name })
  made.append(element('div', { role: 'presentation', class: 'heading' }, name))
  for (const { text, href, note } of lines) {
    const option = element('div', { role: 'option', 'data-href': href })
    option.append(element('span', {}, text), element('span', { class: 'quiet' }, note))
    made.append(option)
  }
  return [made]
}

const papersText = (count: number) => (count === 1 ? '1 paper' : `${count} papers`)

function follow(option: Element | null | undefined): boolean {
  const href = option?.getAttribute('data-href')
  if (href) location.assign(href)
  return href != null
}

function element(name: string, attributes: Record<string, string>, text = ''): HTMLElement {
  const made = document.createElement(name)
  set(made, attributes)
  made.textContent = text
  return made
}

function set(target: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value)
}
