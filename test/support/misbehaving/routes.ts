// Everything that a misbehaving server knows to answer.

import { aclRoute } from './acl-server.ts'
import { arxivFeedRoute } from './arxiv-feed-server.ts'
import { arxivOaiRoute } from './arxiv-oai-server.ts'
import { arxivQueryRoute } from './arxiv-query-server.ts'
import { biorxivRoute } from './biorxiv-server.ts'
import { crossrefRoute, dataciteRoute } from './crossref-server.ts'
import { githubRoute } from './github-server.ts'
import { hfRoute } from './hf-server.ts'
import type { OaiLists } from './oai-lists.ts'
import { openalexRoute } from './openalex-server.ts'
import { openreviewRoute } from './openreview-server.ts'
import type { Route } from './reply.ts'
import { semanticScholarRoute } from './semantic-scholar-server.ts'
import type { World } from './world.ts'

export function routesOf(world: World, lists: OaiLists, pageSize: number): Route[] {
  return [
    arxivOaiRoute(world, lists, pageSize),
    arxivQueryRoute(world),
    arxivFeedRoute(world),
    hfRoute(world),
    biorxivRoute(world),
    openreviewRoute(world),
    aclRoute(world),
    openalexRoute(world),
    semanticScholarRoute(world),
    crossrefRoute(world),
    dataciteRoute(world),
    githubRoute(world),
  ]
}
