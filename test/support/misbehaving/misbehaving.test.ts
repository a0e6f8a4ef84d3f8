import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, test } from 'node:test'
import { decodeText } from '../../../src/sources/fetching/decode-body.ts'
import { readXml } from '../../../src/sources/xml/read-xml.ts'
import { everyFault, type FaultName } from './faults.ts'
import { aclCollection, openreviewVenue } from './generate-others.ts'
import { type MisbehavingServer, startMisbehavingServer } from './start.ts'

const records = 120

async function withServer(
  options: Partial<Parameters<typeof startMisbehavingServer>[0]>,
  use: (server: MisbehavingServer) => Promise<void>,
): Promise<void> {
  const server = await startMisbehavingServer({ seed: 7, records, pageSize: 50, ...options })
  try {
    await use(server)
  } finally {
    await server.close()
  }
}

const listRecords = '/oai?verb=ListRecords&metadataPrefix=arXivRaw'
const tokenIn = (text: string) => /<resumptionToken[^>]*>([^<]+)</.exec(text)?.[1] ?? ''
const idsIn = (text: string) => [...text.matchAll(/<id>([^<]+)<\/id>/g)].map(([, id = '']) => id)

describe('without faults each protocol answers what is well-formed', () => {
  const pages = [
    '/oai?verb=Identify',
    listRecords,
    `${listRecords}&from=1999-01-01&until=1999-01-02`,
    `${listRecords}&from=yesterday`,
    '/api/query?search_query=cat:cs.AI&max_results=20',
    '/api/query?search_query=cat:cs.AI&start=30001',
    '/atom/cs.AI+cs.CL',
    '/rss/cs.AI',
    '/api/daily_papers?date=2026-03-03&limit=100',
    '/api/papers/1234.56789',
    '/details/biorxiv/2026-01-01/2026-03-04/30/json',
    '/details/medrxiv/1999-01-01/1999-01-02/0/json',
    `/notes?content.venueid=${openreviewVenue}&limit=1000&offset=0`,
    `/acl/${aclCollection}.xml`,
    '/openalex/works?filter=doi:10.48550/arxiv.2603.00001|10.5555/none',
    '/graph/v1/paper/arXiv:1234.56789',
    '/crossref/works?filter=doi:10.5555/none',
    '/datacite/dois/10.48550/arxiv.1234.56789',
    '/github/repos/some/thing',
  ]
  test('all pages', async () => {
    await withServer({}, async ({ url, requests }) => {
      for (const path of pages) {
        const answer = await fetch(url + path)
        const text = await answer.text()
        assert.ok(text.startsWith('<') ? readXml(text) : JSON.parse(text), path)
      }
      assert.deepEqual(
        requests.map(({ path }) => path),
        pages,
      )
      assert.equal((await fetch(`${url}/nowhere`)).status, 404)
    })
  })
})

test('a paper is found by its id and by its DOI', async () => {
  await withServer({}, async ({ url, records }) => {
    const paper = records.find(({ doi, versions }) => doi !== undefined && versions.length > 1)
    const { id = '', doi = '', title = '' } = paper ?? {}
    const texts = async (path: string) => (await fetch(url + path)).text()
    const record = await texts(`/oai?verb=GetRecord&metadataPrefix=arXivRaw&identifier=oai:arXiv.org:${id}`)
    assert.deepEqual(idsIn(record), [id])
    assert.match(await texts(`/api/query?id_list=${id}v1`), new RegExp(`<id>http://arxiv.org/abs/${id}v1<`))
    for (const path of [
      `/api/papers/${id}`,
      `/graph/v1/paper/arXiv:${id}`,
      `/openalex/works/doi:${doi}`,
      `/crossref/works/${doi}`,
      `/datacite/dois/10.48550/arXiv.${id}`,
    ])
      assert.ok((await texts(path)).replaceAll(/\\n */g, ' ').includes(JSON.stringify(title)), path)
  })
})

test('a fingerprint that is known already gets 304', async () => {
  await withServer({}, async ({ url }) => {
    for (const path of ['/atom/cs.AI', '/github/repos/lab-1/tool-1']) {
      const headers = { 'if-none-match': (await fetch(url + path)).headers.get('etag') ?? '' }
      assert.equal((await fetch(url + path, { headers })).status, 304)
    }
  })
})

describe('each fault does what it says', () => {
  const one = async (
    fault: FaultName,
    path: string,
    check: (url: string, server: MisbehavingServer) => unknown,
  ) =>
    withServer({ faults: { [fault]: 1 }, stallMs: 40, dripMs: 1 }, async (server) => {
      await check(server.url + path, server)
      assert.equal(server.requests[0]?.fault, fault)
    })
  const statuses: [FaultName, number, string, number][] = [
    ['tooMany', 429, '', 14],
    ['unavailable', 503, '1', 0],
    ['unavailableUntil', 503, 'GMT', 0],
    ['serverError', 500, '', 0],
  ]
  for (const [fault, status, wait, length] of statuses) {
    test(fault, () =>
      one(fault, listRecords, async (url) => {
        const answer = await fetch(url)
        assert.equal(answer.status, status)
        assert.match(answer.headers.get('retry-after') ?? '', new RegExp(`${wait}$`))
        if (length > 0) assert.equal((await answer.text()).length, length)
      }),
    )
  }
  for (const fault of ['torn', 'stalled', 'hungUp', 'redirectLoop'] as const) {
    test(fault, () => one(fault, listRecords, (url) => assert.rejects(async () => (await fetch(url)).text())))
  }
  for (const fault of ['emptyBody', 'truncated', 'htmlPage'] as const) {
    test(fault, () =>
      one(fault, listRecords, async (url) => {
        const text = await (await fetch(url)).text()
        assert.throws(() => readXml(text))
      }),
    )
  }
  for (const fault of ['gzip', 'deflate', 'slowDrip', 'redirected', 'wrongCharset', 'latin1'] as const) {
    test(fault, () =>
      one(fault, listRecords, async (url, { records }) => {
        const answer = await fetch(url)
        const text = decodeText(Buffer.from(await answer.arrayBuffer()), answer.headers.get('content-type'))
        assert.deepEqual(
          idsIn(text),
          records.slice(0, 50).map(({ id }) => id),
        )
        assert.ok(text.includes('Schrödinger’s') || text.includes('Schrödinger&#x2019;s'))
      }),
    )
  }
  test('gzipBomb', () =>
    one('gzipBomb', listRecords, async (url) => {
      const answer = await fetch(url)
      assert.ok(Number(answer.headers.get('content-length') ?? 0) < 1e6)
      let size = 0
      for await (const part of answer.body ?? []) {
        size += part.length
        if (size > 2e7) break
      }
      assert.ok(size > 2e7)
    }))
  test('expiredToken, and tokens that a test lets expire', () =>
    withServer({}, async (server) => {
      const token = tokenIn(await (await fetch(server.url + listRecords)).text())
      assert.match(token, /^\d+\|51$/)
      const page = async () =>
        (
          await fetch(`${server.url}/oai?verb=ListRecords&resumptionToken=${encodeURIComponent(token)}`)
        ).text()
      server.setFaults({ expiredToken: 1 })
      assert.match(await page(), /badResumptionToken/)
      server.setFaults({})
      assert.match(await page(), /<record>/)
      server.expireTokens()
      assert.match(await page(), /badResumptionToken/)
    }))
  test('duplicated, reordered and olderState leave all records there', async () => {
    for (const fault of ['duplicated', 'reordered', 'olderState', 'changedTotal'] as const) {
      await withServer({ faults: { [fault]: 1 } }, async (server) => {
        const found: string[] = []
        const wanted = server.records.map(({ id }) => id)
        for (let token = ''; found.length === 0 || token !== ''; ) {
          const more = `/oai?verb=ListRecords&resumptionToken=${encodeURIComponent(token)}`
          const text = await (await fetch(server.url + (token === '' ? listRecords : more))).text()
          found.push(...idsIn(text))
          token = tokenIn(text)
        }
        assert.deepEqual([...new Set(found)].sort(), wanted.toSorted(), fault)
        assert.equal(found.length > wanted.length, fault === 'duplicated' || fault === 'olderState', fault)
        assert.notDeepEqual(found, fault === 'changedTotal' ? [] : wanted)
      })
    }
  })
})

test('the fifth try is answered', async () => {
  await withServer({ faults: { serverError: 1 } }, async ({ url }) => {
    const statuses: number[] = []
    for (let times = 0; times < 6; times++) statuses.push((await fetch(url + listRecords)).status)
    assert.deepEqual(statuses, [500, 500, 500, 500, 200, 500])
  })
})

test('one seed is one course of events', async () => {
  const course = async () => {
    const faults: (string | undefined)[] = []
    await withServer({ faults: everyFault, stallMs: 20, dripMs: 1 }, async ({ url, requests }) => {
      for (let times = 0; times < 40; times++) {
        const answer = await fetch(`${url}/api/query?search_query=cat:cs.AI&start=${times}`, {
          redirect: 'manual',
        }).catch(() => null)
        await answer?.body?.cancel()
      }
      faults.push(...requests.map(({ fault }) => fault))
    })
    return faults
  }
  const first = await course()
  assert.ok(new Set(first).size > 5)
  assert.deepEqual(await course(), first)
})

test('it goes away and comes back, and counts what is open', async () => {
  await withServer({ latencyMs: 20 }, async (server) => {
    await server.goAway()
    await assert.rejects(fetch(`${server.url}/atom/cs.AI`))
    await server.comeBack()
    assert.equal((await fetch(`${server.url}/atom/cs.AI`)).status, 200)
    await Promise.all([1, 2, 3].map(async () => (await fetch(`${server.url}/atom/cs.AI`)).text()))
    assert.equal(server.maxOpen, 3)
    assert.ok(server.requests.every(({ endedAt }) => endedAt !== undefined))
  })
})

test('it runs as a process of its own', async () => {
  const options = JSON.stringify({ seed: 1, records: 10 })
  const child = spawn(process.execPath, ['--import', 'tsx', `${import.meta.dirname}/main.ts`, options])
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    const { settings } = JSON.parse(String(line))
    assert.equal((await fetch(`${settings.ARXIV_OAI_URL}?verb=Identify`)).status, 200)
  } finally {
    child.kill()
  }
})
