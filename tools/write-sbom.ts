// `npm run sbom`: writes dist/sbom.cdx.json, the bill of materials of what is in dist/ and of what is installed beside it.

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'
import { billOfProduct } from './bill-of-materials.ts'

const read = (file: string) => JSON.parse(readFileSync(join(packageRoot, file), 'utf8'))

const npm = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only']
const whole = execFileSync('npm', npm, { cwd: packageRoot, encoding: 'utf8', maxBuffer: 64_000_000 })
const { dependencies, optionalDependencies } = read('package.json')
const bundled = (read('dist/packages.json') as { name: string; version: string }[]).map(nameOf)
const installed = Object.entries({ ...dependencies, ...optionalDependencies }).map(([name, version]) =>
  nameOf({ name, version: String(version) }),
)
const bill = billOfProduct(JSON.parse(whole), { bundled: new Set(bundled), installed })
writeFileSync(join(packageRoot, 'dist/sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`)

function nameOf({ name, version }: { name: string; version: string }): string {
  return `${name}@${version}`
}
