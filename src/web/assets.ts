// The built stylesheet, script and font: read once at the start, served from memory under names that hold a
// hash of their content.

import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { routes } from './routes.ts'
import type { SiteAssets } from './views/site.ts'

/** `manifest.json` as `tools/build-assets.ts` writes it; names are those of files beside it. */
export interface AssetManifest {
  css: string
  script: string
  /** Worth fetching before the stylesheet asks for them. */
  fonts: string[]
  files: Record<string, { type: string }>
}

export interface Assets {
  /** Addresses for the head of a page. */
  site: SiteAssets
  files: Map<string, AssetFile>
}

interface AssetFile {
  type: string
  body: Uint8Array<ArrayBuffer>
}

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}

/** The content type that a file's ending stands for. */
export function contentTypeOf(name: string): string {
  return contentTypes[extname(name)] ?? 'application/octet-stream'
}

/** Reads the built files of a folder. Throws where they were never built. */
export function loadAssets(folder: string): Assets {
  const manifest: AssetManifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  const files = Object.entries(manifest.files).map(
    ([name, { type }]) => [name, { type, body: new Uint8Array(readFileSync(join(folder, name))) }] as const,
  )
  return {
    site: {
      css: routes.asset(manifest.css),
      script: routes.asset(manifest.script),
      fonts: manifest.fonts.map(routes.asset),
    },
    files: new Map(files),
  }
}

/**
 * A year and never asked again: another content has another name. While nodes of two versions serve, the page of one
 * may ask the other for its files: that one answers with its own, which nobody keeps. Null where no version has such a file.
 */
export function assetResponse({ files }: Assets, name: string): Response | null {
  const file = files.get(name)
  if (file) return responseWith(file, 'public, max-age=31536000, immutable')
  const own = [...files].find(([ownName]) => isOtherVersion(name, ownName))?.[1]
  return own ? responseWith(own, 'no-store') : null
}

const hash = /-[A-Z0-9]{8}(?=\.\w+$)/

const isOtherVersion = (name: string, ownName: string): boolean =>
  hash.test(name) && name.replace(hash, '') === ownName.replace(hash, '')

const responseWith = ({ type, body }: AssetFile, cacheControl: string): Response =>
  new Response(body, {
    headers: {
      'content-type': type,
      'content-length': String(body.byteLength),
      'cache-control': cacheControl,
    },
  })
