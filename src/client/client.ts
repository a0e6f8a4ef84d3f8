// The client for programs in TypeScript and JavaScript, on Node.js and in browsers: `import … from 'broadsheet/client'`.

import { Calls } from './generated/calls.ts'
import type { ClientOptions } from './request.ts'

export { ApiError } from './api-error.ts'
export type * from './generated/shapes.ts'
export type { Listing } from './listing.ts'
export type { CallOptions, ClientOptions } from './request.ts'

/** One method for each call of the API. */
export type Client = Calls

/** `address`: where the site is, such as `https://papers.example.org`. @throws TypeError where it is no address */
export const createClient = (address: string | URL, options: ClientOptions = {}): Client =>
  new Calls(address, options)
