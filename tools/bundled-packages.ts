// Which npm packages are inside dist/: their licences ask for a notice, and the bill of materials names them.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface BundledPackage {
  name: string
  version: string
  licence: string
  /** The text that its licence wants to be passed on; empty where the package has none. */
  notice: string
}

/** Those of which these files are, by name. Paths start at `root`, which holds node_modules/. */
export function bundledPackages(root: string, inputs: readonly string[]): BundledPackage[] {
  const folders = new Set(inputs.flatMap((path) => packageFolder.exec(path)?.[0] ?? []))
  // The same package may lie in several folders.
  const packages = new Map<string, BundledPackage>()
  for (const folder of folders) {
    const found = packageIn(join(root, folder))
    packages.set(`${found.name}@${found.version}`, found)
  }
  return [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found)
}

/** The innermost package: `node_modules/a/node_modules/@b/c`. */
const packageFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/

function packageIn(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(file))
  const notice = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
  return { name, version, licence: String(license), notice }
}

/** For people: each package with its licence. */
export const noticesOf = (packages: readonly BundledPackage[]): string =>
  packages
    .map(({ name, version, licence, notice }) => `${name} ${version} (${licence})\n\n${notice}`.trim())
    .join(`\n\n${'-'.repeat(80)}\n\n`)
