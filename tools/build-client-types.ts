// The types of `broadsheet/client` in dist/client/, for the package only: the program itself needs none.

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'dist/client')

const options = [
  ...['--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--outDir', folder],
  ...['--target', 'es2024', '--module', 'nodenext', '--lib', 'es2024,dom,dom.iterable', '--types', 'node'],
  ...['--strict', '--exactOptionalPropertyTypes', '--allowImportingTsExtensions', '--skipLibCheck'],
]
const compiler = join(root, 'node_modules/.bin/tsc')
const { status } = spawnSync(compiler, [...options, join(root, 'src/client/client.ts')], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

// The compiler leaves the endings of our sources; beside a declaration stands what is run.
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.name.endsWith('.d.ts')) continue
  const path = join(entry.parentPath, entry.name)
  writeFileSync(path, readFileSync(path, 'utf8').replace(/(from '\.[^']*)\.ts'/g, "$1.js'"))
}
