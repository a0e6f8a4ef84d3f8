import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { read } from './source.ts'
import { assertNone } from './violations.ts'

interface Locked {
  version?: string
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
  link?: boolean
}

const manifest: Record<string, Record<string, string>> = JSON.parse(read('package.json'))
const lock: { packages: Record<string, Locked> } = JSON.parse(read('package-lock.json'))
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')

/** Packages with an install script that may be here because they work without it. */
const scriptNotNeeded: Record<string, string> = {
  esbuild: 'its script only makes the command start faster; the program itself comes as a platform package',
  fsevents: 'macOS only, comes compiled; watches files for tsx',
}

describe('dependencies', () => {
  test('each version is pinned exactly', () => {
    const found = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {})
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${kind}: ${name} ${version}`),
    )
    assertNone(
      found,
      'A range lets npm under an older Node choose an older release than the one that was tested:',
    )
  })

  test('no package needs to download or compile while it is installed', () => {
    const found = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''))
      .filter((name) => !(name in scriptNotNeeded))
    assertNone(
      found,
      '`npm ci --ignore-scripts` behind a firewall must be enough; choose a package with binaries inside:',
    )
  })

  test('the lock file names no host', () => {
    const found = locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)
    assertNone(
      found,
      'People install from mirrors; npm finds the host itself (omit-lockfile-registry-resolved):',
    )
  })

  test('the lock file holds a checksum for each package', () => {
    const found = locked
      .filter(([, { integrity, link }]) => integrity === undefined && !link)
      .map(([path]) => path)
    assertNone(found, 'Without a host the checksum is what says that the right thing arrived:')
  })

  test('manifest and lock file agree', () => {
    const top = lock.packages[''] as unknown as Record<string, Record<string, string>>
    for (const kind of ['dependencies', 'optionalDependencies', 'devDependencies']) {
      assert.deepEqual(top[kind], manifest[kind], `${kind} differ: run npm install`)
    }
  })
})
