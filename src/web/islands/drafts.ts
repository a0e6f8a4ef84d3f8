// What is written into forms with `data-draft` survives a lost session or a closed window: it is kept under the form's name
// until the form was taken: then another page comes than the one to which it was sent. Without this script forms work as
// they are.

import { store, stored, takenSince } from './storage.ts'

/** Names of fields with what was typed. */
type Draft = Record<string, string>

const DRAFT = 'form-draft '
const SENT = 'form-sent'

forgetTaken()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keep(form)

function keep(form: HTMLFormElement): void {
  const key = DRAFT + form.dataset.draft
  const draft = parsed(stored(localStorage, key))
  for (const field of fieldsOf(form)) if (field.value === '') field.value = draft[field.name] ?? ''
  form.addEventListener('input', () => {
    const typed = fieldsOf(form).filter(({ value }) => value.trim() !== '')
    const now = JSON.stringify(Object.fromEntries(typed.map(({ name, value }) => [name, value])))
    store(localStorage, key, typed.length === 0 ? null : now)
  })
  form.addEventListener('submit', () =>
    store(sessionStorage, SENT, `${new URL(form.action).pathname} ${form.dataset.draft}`),
  )
}

/** What was sent from the page before; refusals and faults stand at the address to which it was sent. */
function forgetTaken(): void {
  const [to, ...name] = (takenSince(SENT) ?? '').split(' ')
  if (to !== '' && to !== location.pathname) store(localStorage, DRAFT + name.join(' '), null)
}

function fieldsOf(form: HTMLFormElement): HTMLTextAreaElement[] {
  return [...form.querySelectorAll('textarea')]
}

function parsed(text: string | null): Draft {
  try {
    return Object(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}
