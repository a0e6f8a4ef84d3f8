// Makes what browsers load: one stylesheet with its font, one script; minified, with a hash of the content in
// each name, so that they may be kept for ever. `manifest.json` tells the server which is which.

import { rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { packageRoot } from '../src/package-root.ts'
import { type AssetManifest, contentTypeOf } from '../src/web/assets.ts'

const sources = {
  site: join(packageRoot, 'src/web/assets/styles/main.css'),
  script: join(packageRoot, 'src/web/assets/script.ts'),
}

/** Empties `outDir` and builds into it; returns what was read. Takes about 50 ms. */
export async function buildAssets(outDir: string): Promise<Metafile> {
  await rm(outDir, { recursive: true, force: true })
  const { metafile } = await build({
    absWorkingDir: packageRoot,
    entryPoints: sources,
    outdir: outDir,
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    supported: { nesting: true },
    legalComments: 'none',
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    logLevel: 'error',
  })
  await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifestOf(metafile), null, 2)}\n`)
  return metafile
}

function manifestOf(metafile: Metafile): AssetManifest {
  const names = Object.keys(metafile.outputs).map((path) => basename(path))
  const ending = (suffix: string) => names.filter((name) => name.endsWith(suffix)).sort()
  return {
    css: only(ending('.css')),
    script: only(ending('.js')),
    fonts: ending('.woff2'),
    files: Object.fromEntries(names.sort().map((name) => [name, { type: contentTypeOf(name) }])),
  }
}

function only(names: string[]): string {
  const [name, ...others] = names
  if (!name || others.length > 0) throw new Error(`Expected one built file of its kind, got ${names.length}.`)
  return name
}
