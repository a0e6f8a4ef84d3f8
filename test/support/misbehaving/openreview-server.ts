// OpenReview’s notes of one venue.

import { openreviewVenue } from './generate-others.ts'
import type { GeneratedPaper } from './generated-paper.ts'
import { offsetPages, pageTwists } from './paged.ts'
import { type Asked, countIn, json, type Reply, type Route, type Twist } from './reply.ts'
import { numberOf } from './seeded.ts'
import type { World } from './world.ts'

export function openreviewRoute(world: World): Route {
  const pages = offsetPages()
  return {
    format: 'json',
    matches: (path) => path === '/notes',
    twists: () => pageTwists,
    answer: (asked, twist) => answerOf(asked, world, pages, twist),
  }
}

function answerOf(
  { query }: Asked,
  world: World,
  pages: ReturnType<typeof offsetPages>,
  twist: Twist,
): Reply {
  const [limit, offset] = [countIn(query, 'limit', 1000), countIn(query, 'offset', 0)]
  if (limit === null || offset === null || limit > 1000) {
    const message = 'limit must be a whole number up to 1000, offset a whole number'
    return json({ name: 'BadRequestError', message, status: 400 }, 400)
  }
  const asked = query.get('id')
  if (asked !== null) return oneOf(asked, world)
  if (query.get('content.venueid') !== openreviewVenue) return json({ notes: [], count: 0 })
  const list = world.lists.openreview
  const { positions, total } = pages({ list: 'notes', length: list.count, offset, size: limit }, twist)
  return json({ notes: positions.map((position) => noteOf(list.paper(position))), count: total })
}

function oneOf(id: string, { lists: { openreview } }: World): Reply {
  for (let index = 0; index < openreview.count; index++) {
    const paper = openreview.paper(index)
    if (paper.id === `openreview:${id}`) return json({ notes: [noteOf(paper)], count: 1 })
  }
  return json({ name: 'NotFoundError', message: `The Note ${id} was not found`, status: 404 }, 404)
}

function noteOf(paper: GeneratedPaper) {
  const id = paper.id.slice('openreview:'.length)
  const at = Date.parse(paper.versions[0]?.at ?? '')
  return {
    id,
    forum: id,
    content: {
      title: { value: paper.title },
      authors: { value: paper.authors },
      authorids: { value: paper.authors.map((_, index) => `~Generated_Person${index + 1}`) },
      keywords: { value: paper.keywords },
      abstract: { value: paper.abstract },
      venue: { value: paper.venue },
      venueid: { value: openreviewVenue },
      pdf: { value: `/pdf/${numberOf(id).toString(16)}.pdf` },
    },
    license: paper.licence,
    number: numberOf(id) % 20_000,
    version: 2,
    cdate: at,
    pdate: at,
    odate: at,
    mdate: at,
    domain: openreviewVenue,
    readers: ['everyone'],
  }
}
