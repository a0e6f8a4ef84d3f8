/** An address that may stand in a link: absolute, http or https. Null for anything else, so `javascript:` too. */
export function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}

/** `github.com/ada/example`: an address without what every address has. */
export function shortAddress(address: string): string {
  const text = address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
