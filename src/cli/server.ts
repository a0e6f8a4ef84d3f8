// Commands that can ask another site instead of the store here.

import type { Command } from 'commander'
import { ApiError, type Client, createClient } from '../client/client.ts'
import { Conflict, Invalid } from '../errors.ts'
import type { CliContext } from './context.ts'

export interface ServerOptions {
  server?: string
  token?: string
}

export const withServerOptions = (command: Command): Command =>
  command
    .option('--server <url>', 'ask the site at this address, not the store here')
    .option('--token <token>', 'ask it in a member’s name (BROADSHEET_TOKEN)')

/** @throws Invalid, Conflict with what the site says, or that it can’t be reached */
export async function askServer<T>(
  context: CliContext,
  server: string,
  options: ServerOptions,
  ask: (client: Client) => Promise<T>,
): Promise<T> {
  if (!/^https?:$/.test(URL.parse(server)?.protocol ?? ''))
    throw new Invalid(
      `--server must be the address of a site, such as https://papers.example.org, not ${server}.`,
    )
  try {
    return await ask(createClient(server, { token: options.token ?? context.token }))
  } catch (error) {
    if (context.signal.aborted) throw new Conflict('Stopped before the site answered.')
    if (error instanceof ApiError) throw new Conflict(`${new URL(server).host} says: ${error.message}`)
    const why = error instanceof Error && (error.name === 'TimeoutError' || error.message === 'fetch failed')
    if (why)
      throw new Conflict(
        `${new URL(server).host} can’t be reached. Look at the address, and at your network.`,
      )
    throw error
  }
}
