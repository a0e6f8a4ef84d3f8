// Makes dist/: the server in few files, the pages' CSS, script and fonts. Takes about a second.
// Node runs neither .tsx nor TypeScript inside node_modules, and few files start faster than thousands.

import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { assembleSearchKernels } from './assemble-kernels.ts'
import { buildAssets } from './build-assets.ts'
import { bundledPackages, noticesOf } from './bundled-packages.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const made = join(root, `dist.${process.pid}`)

/** Native code, which can't be bundled, and what pg asks for but does not need. */
const external = ['@resvg/resvg-js', 'pg-native']

/** What share cards are drawn with: see src/web/share-card/card-fonts.ts. */
const cardFonts = [
  'node_modules/@expo-google-fonts/newsreader/400Regular/Newsreader_400Regular.ttf',
  'node_modules/@expo-google-fonts/newsreader/600SemiBold/Newsreader_600SemiBold.ttf',
  ...['Main-Regular', 'Math-Italic', 'AMS-Regular'].map(
    (name) => `node_modules/katex/dist/fonts/KaTeX_${name}.ttf`,
  ),
]

mkdirSync(made)
try {
  const { metafile: program } = await build({
    absWorkingDir: root,
    metafile: true,
    entryPoints: [
      'main',
      'finding/search-thread',
      'finding/index-thread',
      'finding/encode-thread',
      'sources/harvest/harvest-thread',
      'dumps/dump-thread',
      'backup/backup-thread',
      'digests/digest-thread',
    ].map((name) => join(root, `src/${name}.ts`)),
    // Threads are files of their own, beside the program that starts them.
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    // What is loaded on first use (mail, IMAP, MCP, accounts) is a file of its own: 0.5 s of the processor to start and
    // 103 MB instead of 0.87 s and 128 MB. Threads share the rest.
    splitting: true,
    outdir: made,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    external,
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    // CommonJS packages inside the bundle ask for built-in modules by require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  })
  await buildClient(join(made, 'client'))
  const assets = await buildAssets(join(made, 'assets'))
  copyFonts(join(made, 'fonts'))
  writePackages([...Object.keys({ ...program.inputs, ...assets.inputs }), ...cardFonts])
  writeFileSync(join(made, 'kernels.wasm'), await assembleSearchKernels())
  replaceDist()
} finally {
  rmSync(made, { recursive: true, force: true })
}

/** So that the program finds them wherever npm puts packages. */
function copyFonts(outdir: string): void {
  mkdirSync(outdir)
  for (const path of cardFonts) copyFileSync(join(root, path), join(outdir, basename(path)))
}

/** What is inside, for those who look after licences and weaknesses. */
function writePackages(inputs: string[]): void {
  const packages = bundledPackages(root, inputs)
  const names = packages.map(({ name, version }) => ({ name, version }))
  writeFileSync(join(made, 'packages.json'), `${JSON.stringify(names, null, 2)}\n`)
  writeFileSync(join(made, 'notices.txt'), `${noticesOf(packages)}\n`)
}

/** What other programs import: of Node.js from 20 on, and in browsers. */
async function buildClient(outdir: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'src/client/client.ts')],
    ...{ outdir, bundle: true, platform: 'neutral', format: 'esm', target: 'es2022' },
    legalComments: 'none',
    logLevel: 'warning',
  })
}

/** Two starters may build at once: the last one wins, and nobody reads a half-written folder. */
function replaceDist(): void {
  const dist = join(root, 'dist')
  const old = join(root, `dist.old.${process.pid}`)
  try {
    renameSync(dist, old)
  } catch {
    // There was none.
  }
  try {
    renameSync(made, dist)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error
  }
  rmSync(old, { recursive: true, force: true })
}
