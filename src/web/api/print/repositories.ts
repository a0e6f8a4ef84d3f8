// Models, datasets and demos of a paper, in the shape of the well-known site's repositories. Of each the paper tells
// only the address: what that site counts stands at 0.

import type { Link, LinkKind, Paper } from '../../../papers/paper.ts'

export function printRepositories(paper: Paper) {
  const of = (kind: LinkKind) => paper.links.filter((link) => link.kind === kind)
  const lastModified = new Date(Date.parse(paper.updated ?? '') || (paper.publishedAt ?? 0)).toISOString()
  return {
    models: of('model').map((link) => repository(link, 'model', lastModified)),
    datasets: of('data').map((link) => repository(link, 'dataset', lastModified)),
    spaces: of('demo').map((link) => space(link, lastModified)),
  }
}

const uncounted = { downloads: 0, likes: 0, gated: false, private: false }

function repository({ url }: Link, repoType: 'model' | 'dataset', lastModified: string) {
  return { ...named(url), repoType, url, ...uncounted, lastModified }
}

function space({ url }: Link, lastModified: string) {
  const told = { emoji: '📄', running: true, shortDescription: '', featured: false, likes: 0 }
  return { ...named(url), repoType: 'space' as const, url, ...told, lastModified }
}

/** `https://host/datasets/OWNER/NAME/…` → `OWNER/NAME`; other addresses by host and path. */
function named(url: string): { id: string; author: string } {
  const { host, pathname } = new URL(url)
  const parts = pathname.split('/').filter((part) => part !== '' && !/^(datasets|spaces|models)$/.test(part))
  const [owner, name] = parts
  if (owner === undefined) return { id: host, author: host }
  return { id: name === undefined ? owner : `${owner}/${name}`, author: name === undefined ? host : owner }
}
