// `npm run audit`: asks the registry for known weaknesses of what is in the product, and for the signatures of all packages.
// Ends with 1 where there is something to mend; a registry that doesn't answer such questions is named in one line.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'

interface Advice {
  vulnerabilities?: Record<string, { severity: string; via: (string | { title: string; url: string })[] }>
}

const TIMEOUT_MS = 60_000

function npm(args: string[]): { status: number | null; stdout: string } {
  const options = { cwd: packageRoot, encoding: 'utf8', timeout: TIMEOUT_MS, maxBuffer: 64_000_000 } as const
  return spawnSync('npm', [...args, '--fetch-retries=0'], { ...options, stdio: ['ignore', 'pipe', 'ignore'] })
}

/** Names of packages in the product, as the bill of materials has them. */
function namesInProduct(): Set<string> {
  const bill = JSON.parse(readFileSync(join(packageRoot, 'dist/sbom.cdx.json'), 'utf8'))
  return new Set((bill.components as { name: string }[]).map(({ name }) => name))
}

function weaknesses(): string[] | undefined {
  const { stdout } = npm(['audit', '--json', '--package-lock-only'])
  const { vulnerabilities } = parsed(stdout) as Advice
  if (!vulnerabilities) return undefined
  const inProduct = namesInProduct()
  return Object.entries(vulnerabilities)
    .filter(([name]) => inProduct.has(name))
    .map(([name, { severity, via }]) => {
      const told = via.map((cause) => (typeof cause === 'string' ? cause : `${cause.title} ${cause.url}`))
      return `${name} (${severity}): ${told.join('; ')}`
    })
}

/** Packages whose signature is wrong or gone. */
function wrongSignatures(): string[] | undefined {
  const answer = parsed(npm(['audit', 'signatures', '--json']).stdout) as Record<string, { name: string }[]>
  if (!answer.invalid || !answer.missing) return undefined
  return answer.invalid.map(({ name }) => `${name}: the signature is wrong`)
}

function parsed(text: string): object {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

for (const [what, found] of [
  ['known weaknesses', weaknesses()],
  ['wrong signatures', wrongSignatures()],
] as const) {
  if (!found) console.log(`skipped: ${what}, because the registry does not answer that question.`)
  else if (found.length === 0) console.log(`audit: no ${what}.`)
  else {
    console.log(`audit: ${what}:\n${found.map((line) => `  ${line}`).join('\n')}`)
    process.exitCode = 1
  }
}
