// A receiver of webhooks that behaves as a test says.

import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { atEnd } from './database.ts'

export interface Received {
  path: string
  headers: Record<string, string>
  body: string
}

export interface HookReceiver {
  /** Without a slash at the end. */
  url: string
  received: Received[]
  /** How it answers from now on, until told otherwise. */
  answer(how: (response: ServerResponse, call: Received) => void): void
}

export const withStatus =
  (status: number, body = '', headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end(body)

/** Closed when this test file is done. */
export async function hookReceiver(): Promise<HookReceiver> {
  const receiver = await startHookReceiver()
  atEnd(async () => receiver.close())
  return receiver
}

export async function startHookReceiver(): Promise<HookReceiver & { close(): void }> {
  const received: Received[] = []
  let how: (response: ServerResponse, call: Received) => void = withStatus(204)
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const call = {
      path: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    received.push(call)
    how(response, call)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (next) => {
      how = next
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
