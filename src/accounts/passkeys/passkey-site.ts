// Where passkeys work: browsers tie each to a host name, and take none of a number or of a page without encryption.

export interface PasskeySite {
  /** The host name to which passkeys belong. */
  rpId: string
  /** The only origin whose pages may use them, as `https://papers.example.org`. */
  origin: string
}

/** Of a site on this machine alone they belong to the name `localhost`. Null where the site can have none. */
export function passkeySiteOf(publicUrl: string): PasskeySite | null {
  const { protocol, hostname, port, origin } = new URL(publicUrl)
  if (isOwnMachine(hostname)) {
    return { rpId: 'localhost', origin: `${protocol}//localhost${port === '' ? '' : `:${port}`}` }
  }
  if (protocol !== 'https:' || isNumber(hostname)) return null
  return { rpId: hostname, origin }
}

const isOwnMachine = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

const isNumber = (hostname: string): boolean => hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
