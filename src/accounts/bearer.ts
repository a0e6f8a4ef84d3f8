/** Whether a request names its member by a token, whatever that is: its cookie then names nobody. */
export const hasBearer = (authorization: string | null | undefined): boolean =>
  /^bearer\s/i.test(authorization ?? '')

/** The token of `Authorization: Bearer …` (RFC 6750, 2.1), without white space around it; null where there is none. */
export function bearerToken(authorization: string | null | undefined): string | null {
  const [, token] = /^bearer\s+(.{1,300})$/i.exec(authorization ?? '') ?? []
  return token?.trim() ?? null
}
