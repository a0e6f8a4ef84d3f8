// Votes without loading the page anew. Where the server can't be asked, or refuses, the form is sent as it is: the page
// that comes says why.

import type { VoteAnswer } from '../handlers/vote.ts'

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.matches('[data-vote]')) return
  event.preventDefault()
  void send(form)
})

async function send(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button')
  if (!button || button.ariaDisabled === 'true') return
  button.ariaDisabled = 'true'
  try {
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
    if (!answer.ok || answer.redirected) return form.submit()
    show(form, button, await answer.json())
  } catch {
    form.submit()
  } finally {
    button.ariaDisabled = null
  }
}

function show(form: HTMLFormElement, button: HTMLButtonElement, { voted, text }: VoteAnswer): void {
  button.ariaPressed = String(voted)
  button.title = voted ? 'Your upvote is one of them' : 'Add your upvote'
  const field = form.querySelector<HTMLInputElement>('[name=vote]')
  if (field) field.value = voted ? 'none' : 'up'
  const number = form.querySelector('[data-votes]')
  if (number) number.textContent = text
}
