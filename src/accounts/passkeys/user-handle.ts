/** By which an authenticator keeps one passkey for each account of a site: the id of the member, as bytes. */
export const userHandleOf = (memberId: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(memberId)
