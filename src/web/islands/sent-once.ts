// A form that is on its way isn't sent again by a second press: browsers would show the answer to that one, which finds
// everything done already.

/** Whoever stopped the page from loading may send it again after this. */
const PATIENCE_MS = 10_000

let sentAt = new WeakMap<HTMLFormElement, number>()

// At the window: by then the other parts have stopped what they send themselves.
window.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'post') return
  const isOnItsWay = event.timeStamp - (sentAt.get(form) ?? Number.NEGATIVE_INFINITY) < PATIENCE_MS
  if (isOnItsWay) event.preventDefault()
  else sentAt.set(form, event.timeStamp)
})

/** Browsers keep pages as they were left, and show them again. */
window.addEventListener('pageshow', () => {
  sentAt = new WeakMap()
})
