import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildAssets } from '../../tools/build-assets.ts'
import { type Assets, assetResponse, loadAssets } from './assets.ts'

describe('built assets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-assets-'))
  let assets: Assets

  before(async () => {
    await buildAssets(folder)
    assets = loadAssets(folder)
  })
  after(() => rmSync(folder, { recursive: true }))

  const served = (address: string) => assetResponse(assets, address.replace('/assets/', ''))

  test('are one stylesheet, one script and one font, to be kept for ever', async () => {
    const { css, script, fonts } = assets.site
    const types = [
      [css, 'text/css; charset=utf-8'],
      [script, 'text/javascript; charset=utf-8'],
      [fonts[0] ?? '', 'font/woff2'],
    ] as const
    for (const [address, type] of types) {
      assert.match(address, /^\/assets\/[\w-]+-[A-Z0-9]{8}\.\w+$/)
      const response = served(address)
      assert.equal(response?.headers.get('content-type'), type)
      assert.equal(response?.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    }
    assert.equal(fonts.length, 1)
    assert.equal(assets.files.size, 3)
  })

  test('load nothing from elsewhere', async () => {
    const text = (await served(assets.site.css)?.text()) ?? ''
    const addresses = [...text.matchAll(/url\("?([^")]*)/g)].map((match) => match[1])
    assert.deepEqual(
      addresses.map((address) => `/assets/${address?.replace('./', '')}`),
      assets.site.fonts,
    )
    assert.doesNotMatch(text, /@import/)
  })

  test('are small: at most 4 KB of script and 12 KB of style, compressed', async () => {
    const size = async (address: string) =>
      gzipSync(new Uint8Array((await served(address)?.arrayBuffer()) ?? [])).length
    assert.ok((await size(assets.site.script)) <= 4 * 1024)
    assert.ok((await size(assets.site.css)) <= 12 * 1024)
  })

  test('are found by their exact names only', () => {
    for (const name of ['', 'manifest.json', '../package.json', '__proto__', 'site.css']) {
      assert.equal(assetResponse(assets, name), null)
    }
  })

  test('stand in for those of another version, which a page of another node may name, and are then not kept', async () => {
    for (const address of [assets.site.css, assets.site.script, ...assets.site.fonts]) {
      const response = served(address.replace(/-[A-Z0-9]{8}\./, '-OLDER234.'))
      assert.equal(response?.headers.get('cache-control'), 'no-store')
      assert.deepEqual(await response?.bytes(), await served(address)?.bytes())
    }
    for (const name of ['other-OLDER234.css', 'site-OLDER234.js', 'site-older.css', 'site-OLDER2345.css'])
      assert.equal(assetResponse(assets, name), null)
  })

  test('have the same names when built again', async () => {
    const before = assets.site
    await buildAssets(folder)
    assert.deepEqual(loadAssets(folder).site, before)
  })
})
