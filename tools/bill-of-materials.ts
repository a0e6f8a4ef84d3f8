// The bill of materials (CycloneDX) of what is installed with Broadsheet: npm's own bill of everything in the lock file, less
// what only those who work on it need.

export interface Bill {
  bomFormat: string
  specVersion: string
  serialNumber?: string
  metadata: { timestamp?: string; component: { 'bom-ref': string; name: string } }
  components: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

interface Component {
  'bom-ref': string
  name: string
  version: string
  scope?: string
  properties?: { name: string; value: string }[]
  hashes?: { alg: string; content: string }[]
  licenses?: object[]
}

export interface Installed {
  /** `name@version` of what is inside dist/. */
  bundled: ReadonlySet<string>
  /** `name@version` of what package.json has installed beside it. */
  installed: readonly string[]
}

/** Without number and time: the same sources make the same bill. */
export function billOfProduct(whole: Bill, { bundled, installed }: Installed): Bill {
  const { serialNumber: _, metadata, ...bill } = whole
  const { timestamp: __, ...about } = metadata
  const edges = new Map(whole.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]))
  const kept = new Set([...bundled, ...reachable(installed, edges)])
  const product = about.component['bom-ref']
  return {
    ...bill,
    metadata: { ...about, component: { ...about.component, name: 'broadsheet' } },
    components: whole.components
      .filter(({ 'bom-ref': ref }) => kept.has(ref))
      .map((component) => inProduct(component, bundled)),
    dependencies: whole.dependencies
      .filter(({ ref }) => ref === product || kept.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) })),
  }
}

function reachable(from: readonly string[], edges: ReadonlyMap<string, string[]>): Set<string> {
  const found = new Set<string>()
  const visit = (ref: string): void => {
    if (found.has(ref)) return
    found.add(ref)
    for (const next of edges.get(ref) ?? []) visit(next)
  }
  for (const ref of from) visit(ref)
  return found
}

/** For npm a package that is bundled is one for development only. */
function inProduct(component: Component, bundled: ReadonlySet<string>): Component {
  if (!bundled.has(component['bom-ref'])) return component
  const properties = (component.properties ?? []).filter(({ name }) => name !== 'cdx:npm:package:development')
  return {
    ...component,
    scope: 'required',
    properties: [...properties, { name: 'cdx:npm:package:bundled', value: 'true' }],
  }
}
