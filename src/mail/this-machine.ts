/** Whether an address leads to this machine itself, so that a password to it needs no encryption. `hostname`: of a URL. */
export const isThisMachine = (hostname: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
