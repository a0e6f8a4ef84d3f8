import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { siteOver } from '../../../test/support/site.ts'
import type { Db } from '../../db/connect.ts'
import { routes } from '../routes.ts'

const modern = paperRecord({
  id: '2407.21783',
  title: 'A herd of examples',
  published: '2024-07-31T17:54:27.000Z',
  versions: [{ number: 1 }, { number: 2 }, { number: 3 }],
})
const old = paperRecord({ id: 'cs/0112017', title: 'An old example' })
const odd = paperRecord({ id: 'doi:10.1000/a(b)<c>;d#e?f%g', title: 'An odd example' })
const suffixed = paperRecord({ id: 'doi:10.1000/a(b)<c>;d#e?f%g.md', title: 'An id that ends like a file' })

const titleOf = (html: string) =>
  /<h1[^>]*>(.*?)<\/h1>/s
    .exec(html)?.[1]
    ?.replace(/<[^>]+>/g, '')
    .trim()

async function openSite(open: () => Promise<Db>) {
  const db = await open()
  await fill(db, [modern, old, odd, suffixed])
  return siteOver(db)
}

eachDatabase('a paper’s addresses', (open) => {
  test('every id has a page at its canonical address', async () => {
    const site = await openSite(open)
    for (const { id, title } of [modern, old, odd, suffixed]) {
      const response = await site.request(routes.paper(id))
      assert.equal(response.status, 200, id)
      assert.equal(titleOf(await response.text()), title)
    }
  })

  test('pasted forms and encoded slashes lead to the canonical address', async () => {
    const site = await openSite(open)
    const leads: [string, number, string][] = [
      ['/papers/arXiv:2407.21783', 301, '/papers/2407.21783'],
      ['/papers/10.48550/arXiv.2407.21783', 301, '/papers/2407.21783'],
      ['/papers/cs%2F0112017', 301, '/papers/cs/0112017'],
      ['/papers/cs%2F0112017.bib?a=b', 301, '/papers/cs/0112017.bib?a=b'],
      ['/papers/cs/0112017/', 301, '/papers/cs/0112017'],
      ['/papers/2407.21783v2', 302, '/papers/2407.21783?version=2'],
      ['/papers/2407.21783v2.md', 302, '/papers/2407.21783.md'],
    ]
    for (const [path, status, location] of leads) {
      const response = await site.request(path)
      assert.deepEqual([response.status, response.headers.get('location')], [status, location], path)
    }
  })

  test('a version is shown, one that does not exist is refused', async () => {
    const site = await openSite(open)
    assert.match(await (await site.request('/papers/2407.21783?version=2')).text(), /version 2/)
    assert.equal((await site.request('/papers/2407.21783?version=4')).status, 404)
    assert.equal((await site.request('/papers/2407.21783?version=two')).status, 400)
  })

  test('files: Markdown, BibTeX, RIS, CSL-JSON', async () => {
    const site = await openSite(open)
    const files: [string, string, RegExp][] = [
      ['.md', 'text/markdown; charset=utf-8', /^Title: A herd of examples\n/],
      ['.bib', 'application/x-bibtex; charset=utf-8', /^@/],
      ['.ris', 'application/x-research-info-systems; charset=utf-8', /^TY {2}- /],
      ['.csl.json', 'application/vnd.citationstyles.csl+json; charset=utf-8', /^\[/],
    ]
    for (const [suffix, type, beginning] of files) {
      const response = await site.request(`/papers/2407.21783${suffix}`)
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, type])
      assert.match(await response.text(), beginning)
      assert.equal(response.headers.get('link'), '<http://127.0.0.1:8080/papers/2407.21783>; rel="canonical"')
    }
    assert.equal((await site.request('/papers/2407.21783.rss')).status, 404)
  })

  test('who prefers Markdown gets it at the page’s address', async () => {
    const site = await openSite(open)
    const ask = async (accept: string) => {
      const response = await site.request('/papers/2407.21783', { headers: { accept } })
      assert.match(response.headers.get('vary') ?? '', /Accept(,|$)/)
      return response.headers.get('content-type')
    }
    assert.match((await ask('text/markdown')) ?? '', /markdown/)
    assert.match((await ask('text/markdown, text/html;q=0.9')) ?? '', /markdown/)
    assert.match((await ask('text/html,application/xhtml+xml,*/*;q=0.8')) ?? '', /html/)
    assert.match((await ask('*/*')) ?? '', /html/)
  })

  test('the share card is a picture, drawn once', async () => {
    const site = await openSite(open)
    const response = await site.request(routes.paperCard('cs/0112017'))
    assert.equal(response.headers.get('content-type'), 'image/png')
    assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin')
    const body = new Uint8Array(await response.arrayBuffer())
    assert.deepEqual([...body.slice(1, 4)], [0x50, 0x4e, 0x47])
    const again = { headers: { 'if-none-match': response.headers.get('etag') ?? '' } }
    assert.equal((await site.request(routes.paperCard('cs/0112017'), again)).status, 304)
  })

  test('what is no paper says so, to programs as JSON', async () => {
    const site = await openSite(open)
    const unknown = await site.request('/papers/2407.99999')
    assert.equal(unknown.status, 404)
    assert.match(await unknown.text(), /not in the collection/)
    assert.equal((await site.request('/papers/2407.21783/no-such-thing')).status, 404)
    const json = await site.request('/papers/2407.99999.csl.json')
    assert.deepEqual(await json.json(), { error: 'This paper is not in the collection of this site.' })
    assert.equal(json.headers.get('x-error-code'), 'NotFound')
    assert.equal(json.headers.get('x-error-message'), 'This paper is not in the collection of this site.')
  })
})
