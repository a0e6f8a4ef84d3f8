import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, describe, it } from 'node:test'
import { createOpenAiEncoder, EncoderUnavailable } from './openai-encoder.ts'

interface Asked {
  path: string
  key: string | undefined
  input: string[]
}

let server: Server | undefined
afterEach(() => server?.close())

/** A server on this machine that answers as told; gives its address and what it was asked. */
async function serve(answer: (asked: Asked, response: ServerResponse) => void) {
  const asked: Asked[] = []
  server = createServer(async (request, response) => {
    const body: { input: string[] } = JSON.parse(await textOf(request))
    const one = { path: request.url ?? '', key: request.headers.authorization, input: body.input }
    asked.push(one)
    answer(one, response)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `http://127.0.0.1:${port}/v1`, asked }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

/** Vectors of three numbers that tell how long a text is, last text first. */
const lengths = ({ input }: Asked, response: ServerResponse) =>
  void response.end(
    JSON.stringify({
      data: input.map((text, index) => ({ index, embedding: [3, 4, text.length] })).reverse(),
    }),
  )

const silent = () => {}

const encoderAt = (url: string, more = {}) =>
  createOpenAiEncoder({ url, model: 'small', dimensions: 3, fetch, pause: 1, ...more })

describe('an encoder behind an address', () => {
  it('asks for every text in order and gives unit vectors, filled up to what a scan needs', async () => {
    const { url, asked } = await serve(lengths)
    const encoder = encoderAt(url, { key: 'secret' })
    const texts = Array.from({ length: 150 }, (_, i) => 'x'.repeat(i + 1))
    const vectors = await encoder.encode(texts)
    assert.equal(encoder.dimensions, 384)
    assert.equal(vectors.length, 150 * 384)
    assert.deepEqual(
      asked.map(({ input }) => input.length),
      [64, 64, 22],
    )
    assert.equal(asked[0]?.path, '/v1/embeddings')
    assert.equal(asked[0]?.key, 'Bearer secret')
    const norm = Math.hypot(3, 4, 100)
    assert.deepEqual(
      [...vectors.subarray(99 * 384, 99 * 384 + 4)],
      [3 / norm, 4 / norm, 100 / norm, 0].map(Math.fround),
    )
  })

  it('sends damaged, empty and endless texts as the server can take them', async () => {
    const { url, asked } = await serve(lengths)
    const vectors = await encoderAt(url).encode(['', '\ud800', 'y'.repeat(200_000)])
    assert.deepEqual(
      asked[0]?.input.map((text) => text.length),
      [1, 1, 24_000],
    )
    assert.ok(vectors.subarray(0, 768).every((value) => value === 0))
  })

  it('tries again where that may help', async () => {
    let requests = 0
    const { url } = await serve((asked, response) => {
      if (++requests < 3) response.writeHead(503).end()
      else lengths(asked, response)
    })
    assert.equal((await encoderAt(url).encode(['a'])).length, 384)
    assert.equal(requests, 3)
  })

  it('says what is wrong where it does not', async () => {
    const cases: [(asked: Asked, response: ServerResponse) => void, RegExp, number][] = [
      [(_, response) => response.writeHead(401).end(), /refuses the key/, 1],
      [(_, response) => response.writeHead(404).end(), /does not know this address or this model/, 1],
      [(_, response) => response.writeHead(500).end(), /status 500/, 3],
      [(_, response) => response.end('<html>'), /no JSON/, 1],
      [(_, response) => response.end('{"data":[]}'), /without a vector for every text/, 1],
      [
        (_, response) => response.end('{"data":[{"embedding":[1,2]}]}'),
        /of 2 numbers; the settings say 3/,
        1,
      ],
      [(_, response) => response.destroy(), /could not be reached/, 3],
      [silent, /did not answer in time/, 3],
    ]
    for (const [answer, message, requests] of cases) {
      const { url, asked } = await serve(answer)
      const more = answer === silent ? { timeout: 200 } : {}
      await assert.rejects(
        async () => encoderAt(url, more).encode(['a']),
        (error) => error instanceof EncoderUnavailable && message.test(error.message),
      )
      // A silent server may not have read the last request yet.
      if (answer !== silent) assert.equal(asked.length, requests, String(message))
      server?.closeAllConnections()
      server?.close()
    }
  })

  it('is another encoder with another model or another number of dimensions', () => {
    const hashes = [{}, { model: 'large' }, { dimensions: 4 }].map(
      (more) => encoderAt('http://x/v1', more).hash,
    )
    assert.equal(new Set(hashes).size, 3)
    assert.equal(encoderAt('http://x/v1/').hash, encoderAt('http://x/v1/embeddings').hash)
  })
})
