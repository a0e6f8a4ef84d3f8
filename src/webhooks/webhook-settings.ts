/** The table of settings has them under the same names. */
export interface WebhookSettings {
  PUBLIC_URL?: string | undefined
  HOST: string
  PORT: number
  EDITION_TIMEZONE: string
  EDITION_CUTOFF: string
  FETCH_ALLOW: string[]
  TEST_CLOCK?: object | undefined
  TEST_POLITENESS_MS?: number | undefined
}

/** How the site is reached, without a slash at the end. */
export const siteOf = ({ PUBLIC_URL, HOST, PORT }: WebhookSettings): string =>
  (PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, '')
