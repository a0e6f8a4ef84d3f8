// Keys for those who like them; everything they do is also a link or a control on the page.
// Links tell their key in `data-key`: `g d` is g, then d.

import { singleKeysAct } from '../islands/single-keys.ts'

/** The second key of `g d` has to come within this many milliseconds. */
const PATIENCE_MS = 1500

document.querySelector('[data-show-keys]')?.addEventListener('click', showKeys)

let pressedGAt = Number.NEGATIVE_INFINITY

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
  const target = event.target instanceof Element ? event.target : document.body
  if (takesKeys(target) || (event.key.length === 1 && !singleKeysAct())) return
  if (act(event.key, target, event.timeStamp)) event.preventDefault()
})

function act(key: string, target: Element, at: number): boolean {
  const afterG = at - pressedGAt < PATIENCE_MS
  pressedGAt = key === 'g' && !afterG ? at : Number.NEGATIVE_INFINITY
  if (afterG) return follow(`g ${key}`)
  if (key === 'j') return move(1)
  if (key === 'k') return move(-1)
  if (key === 'o' || key === 'Enter') return open(key, target)
  if (key === 'u') return vote(target)
  if (key === 'c') return fold(target)
  if (key === '/') return search()
  if (key === '?') return showKeys()
  if (key === 'Escape') return dismissNames()
  return key.startsWith('Arrow') && !scrollsSideways(target) && follow(key)
}

function follow(key: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`a[data-key="${CSS.escape(key)}"]`)
  link?.click()
  return link !== null
}

/** The browser opens a focused link by Enter itself; both keys open the paper around any other place. */
function open(key: string, target: Element): boolean {
  if (key === 'Enter' && target.matches('a, button, summary, input')) return false
  const link = target.closest('article')?.querySelector<HTMLAnchorElement>('h3 a')
  link?.click()
  return link != null
}

/** Focuses the title after or before the one that has the focus; without one, the first that is in view. */
function move(step: 1 | -1): boolean {
  const titles = [...document.querySelectorAll<HTMLAnchorElement>('article h3 a')]
  const article = document.activeElement?.closest('article')
  const index = titles.findIndex((title) => article?.contains(title))
  const next = index < 0 ? titles.find(isInView) : titles[index + step]
  next?.focus()
  return next !== undefined
}

/** The vote of the paper around the focus; on the page of a paper, of that. */
function vote(target: Element): boolean {
  const article = target.closest('article') ?? document.querySelector('article.paper')
  const form = article?.querySelector<HTMLFormElement>('form[data-vote]')
  form?.requestSubmit()
  return form != null
}

/** The comment around the focus with its replies. */
function fold(target: Element): boolean {
  const comment = target.closest('.comment')?.querySelector<HTMLDetailsElement>(':scope > [data-fold]')
  if (!comment) return false
  comment.open = !comment.open
  comment.querySelector('summary')?.focus()
  return true
}

function isInView(element: Element): boolean {
  return element.getBoundingClientRect().top >= 0
}

function search(): boolean {
  const field = document.querySelector<HTMLInputElement>('form[data-suggest] input')
  field?.select()
  field?.focus()
  return field !== null
}

function showKeys(): boolean {
  const dialog = document.querySelector<HTMLDialogElement>('#keys')
  if (!dialog?.open) dialog?.showModal()
  return dialog !== null
}

/** Names of authors that are shown only because the pointer or the focus is there go, until it comes back. */
function dismissNames(): boolean {
  const authors = document.querySelector('.authors:is(:hover, :focus-within)')
  const comeBack = () => authors?.classList.remove('dismissed')
  for (const type of ['pointerleave', 'focusout']) authors?.addEventListener(type, comeBack, { once: true })
  authors?.classList.add('dismissed')
  // The browser has its own things to close by this key.
  return false
}

/** Where keys write or choose, they are not ours. */
function takesKeys(target: Element): boolean {
  return target.closest('input:not([type=checkbox]), textarea, select, dialog, [contenteditable]') !== null
}

function scrollsSideways(target: Element): boolean {
  return target !== document.body && target.scrollWidth > target.clientWidth
}
