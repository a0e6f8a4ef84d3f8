// Comfort in discussions: previews and replies in place, drafts that survive. Each is a form or a link without this script.

import { store, stored, takenSince } from './storage.ts'

/** Drafts and the mark of what was sent are kept under these, with the address of the form. */
const DRAFT = 'draft '
const SENT = 'sent'

for (const form of document.querySelectorAll<HTMLFormElement>('[data-comment-form]')) keepDraft(form)
forgetSent()

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.matches('[data-comment-form]')) return
  if ((event.submitter as HTMLButtonElement | null)?.value !== 'preview')
    return store(sessionStorage, SENT, keyOf(form))
  event.preventDefault()
  void preview(form)
})

document.addEventListener('click', (event) => {
  const link =
    event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-write]') : null
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  void openForm(link)
})

/** The page of the preview is the page of the form: what it shows is taken from it. */
async function preview(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams({ body: textOf(form).value, do: 'preview' })
  const shown = await partOf('[data-preview]', form.action, { method: 'POST', body })
  const place = form.querySelector('[data-preview]')
  if (shown && place) place.replaceChildren(...shown.childNodes)
  else submitForPreview(form)
}

/** A form that a script sends says nothing of the button: without it the text would be published. */
function submitForPreview(form: HTMLFormElement): void {
  const wish = document.createElement('input')
  Object.assign(wish, { type: 'hidden', name: 'do', value: 'preview' })
  form.append(wish)
  form.submit()
  wish.remove()
}

/** The form of its page, below the comment. */
async function openForm(link: HTMLAnchorElement): Promise<void> {
  const tools = link.parentElement
  const open = tools?.nextElementSibling
  if (open instanceof HTMLFormElement) return textOf(open).focus()
  const form = await partOf<HTMLFormElement>('[data-comment-form]', link.href)
  if (!form || !tools) return location.assign(link.href)
  // One page has one of each id.
  form.querySelector('textarea')?.removeAttribute('aria-describedby')
  form.querySelector('[id]')?.removeAttribute('id')
  tools.after(form)
  keepDraft(form)
  textOf(form).focus()
}

async function partOf<E extends Element>(
  selector: string,
  address: string,
  init?: RequestInit,
): Promise<E | null> {
  try {
    const answer = await fetch(address, init)
    if (!answer.ok || answer.redirected) return null
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    return page.querySelector<E>(selector)
  } catch {
    return null
  }
}

function keepDraft(form: HTMLFormElement): void {
  const text = textOf(form)
  const key = DRAFT + keyOf(form)
  if (text.value === text.defaultValue && !document.querySelector('[data-form-problem]')) {
    text.value = stored(localStorage, key) ?? text.value
  }
  text.addEventListener('input', () => store(localStorage, key, text.value.trim() === '' ? null : text.value))
}

/** A comment that is on the page now is no draft any more. */
function forgetSent(): void {
  const sent = takenSince(SENT)
  if (sent === null || !location.hash.startsWith('#c-')) return
  store(localStorage, DRAFT + sent, null)
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-comment-form]')) {
    if (keyOf(form) === sent) form.reset()
  }
}

function keyOf(form: HTMLFormElement): string {
  return new URL(form.action).pathname
}

function textOf(form: HTMLFormElement): HTMLTextAreaElement {
  return form.querySelector('textarea') ?? document.createElement('textarea')
}
