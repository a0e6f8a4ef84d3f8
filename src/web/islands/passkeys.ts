// Passkeys: asks the server what to sign, the browser for the signature, and sends the form with it. Forms are shown only
// where the browser can do that.

for (const form of document.querySelectorAll<HTMLFormElement>('[data-passkey]')) if (isPossible()) offer(form)

function isPossible(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential
  )
}

/** Of asking that goes on: a new one begins where that ends. */
let asking = new AbortController()

function offer(form: HTMLFormElement): void {
  form.closest<HTMLElement>('[data-passkeys]')?.removeAttribute('hidden')
  for (const absent of document.querySelectorAll<HTMLElement>('[data-no-passkeys]')) absent.hidden = true
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send(form, form.dataset.passkey === 'add' ? make : sign)
  })
  if (form.dataset.passkey === 'sign-in') void suggest(form)
}

type Ask = (form: HTMLFormElement, signal: AbortSignal) => Promise<Credential | null>

async function send(form: HTMLFormElement, ask: Ask): Promise<void> {
  asking.abort()
  asking = new AbortController()
  say(form, null)
  try {
    const credential = await ask(form, asking.signal)
    if (credential) pass(form, credential)
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'AbortError') return
    say(form, sentenceFor(form, error))
  }
}

/** Passkeys among the suggestions for the name, where the browser has that; nothing is said where it comes to nothing. */
async function suggest(form: HTMLFormElement): Promise<void> {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
  const { signal } = asking
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await question(form))
    if (signal.aborted) return
    const credential = await navigator.credentials.get({ publicKey, signal, mediation: 'conditional' })
    if (credential) pass(form, credential)
  } catch {
    // The button is there.
  }
}

async function sign(form: HTMLFormElement, signal: AbortSignal): Promise<Credential | null> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await question(form))
  return navigator.credentials.get({ publicKey, signal })
}

async function make(form: HTMLFormElement, signal: AbortSignal): Promise<Credential | null> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await question(form))
  return navigator.credentials.create({ publicKey, signal })
}

/** With the fields of the form: whoever adds a passkey shows their password first. @throws Error with the server's words */
async function question<Q>(form: HTMLFormElement): Promise<Q> {
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
  const answer = await fetch(form.dataset.question ?? '', { method: 'POST', body })
  const said = await answer.json()
  if (!answer.ok) throw new Error(said.error)
  return said
}

function pass(form: HTMLFormElement, credential: Credential): void {
  const field = form.querySelector<HTMLInputElement>('[name=credential]')
  if (!field || !(credential instanceof PublicKeyCredential)) return
  field.value = JSON.stringify(credential)
  form.submit()
}

const problemOf = (form: HTMLFormElement) => form.querySelector<HTMLElement>('[data-passkey-problem]')

/** What browsers call it, in words that stand in the page: other pages need not load them. */
function sentenceFor(form: HTMLFormElement, { name, message }: Error): string {
  return JSON.parse(problemOf(form)?.dataset.words ?? '{}')[name] ?? message
}

function say(form: HTMLFormElement, sentence: string | null): void {
  const place = problemOf(form)
  if (!place) return
  place.textContent = sentence
  place.hidden = sentence === null
}
