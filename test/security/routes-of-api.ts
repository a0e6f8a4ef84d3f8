// The JSON API: what programs read, and what they do in a member's name. Scripts of our own pages may, too.

import { authorId } from '../../src/papers/author-id.ts'
import { routes } from '../../src/web/routes.ts'
import { type Door, doorPaper } from './door.ts'
import { line, open, type RouteLine } from './route-line.ts'

const paper = `/api/papers/${doorPaper}`

let said = 0
/** Never the same twice: a repeated text is refused. */
const comment = () => ({
  comment: `A program’s remark ${++said}: ${'seven eight nine ten '.slice(said % 15)} ${said ** 3}`,
})

const reading: RouteLine[] = [
  open('GET /api/daily_papers', '/api/daily_papers?date=2025-12-05'),
  open('GET /api/papers', '/api/papers?limit=1'),
  open('GET /api/papers/search', '/api/papers/search?q=title'),
  open('GET /api/papers/*', paper),
  open('GET /api/papers/*', `${paper}?field=comments`),
  open('GET /api/papers/*', `${paper}/similar`),
  open('GET /api/arxiv/*', `/api/arxiv/${doorPaper}/repos`),
  open('GET /api/openapi.json', routes.openApi()),
  open('GET /api/docs', routes.apiDocs()),
  open('GET /avatars/:file', routes.avatar('some-owner')),
  open('GET /papers/*', routes.paperFile(doorPaper, 'json')),
]

const claim = { paperId: doorPaper, claimAuthorId: authorId(doorPaper, 1, { name: 'Ben Sample' }) }

const writing: RouteLine[] = [
  line('PUT /api/papers/*', 'vote', `${paper}/upvote`, { answers: [200] }),
  line('DELETE /api/papers/*', 'vote', `${paper}/upvote`, { answers: [200] }),
  line('POST /api/papers/*', 'comment', `${paper}/comment`, { json: comment, answers: [200] }),
  line(
    'POST /api/papers/*',
    'comment',
    async (door: Door) => `${paper}/comment/${await door.comment()}/reply`,
    { json: comment, answers: [200] },
  ),
  line('POST /api/papers/*', 'set-links', async (door) => `/api/papers/${await door.ownPaper()}/links`, {
    ...{ owned: true, json: () => ({ projectPage: 'https://project.example/' }), answers: [200] },
  }),
  line('POST /api/papers/submit', 'submit', '/api/papers/submit', {
    ...{ json: () => ({ paperId: doorPaper }), answers: [409] },
  }),
  line('POST /api/papers/index', 'submit', '/api/papers/index', {
    ...{ json: () => ({ arxivId: doorPaper }), answers: [200] },
  }),
  line('POST /api/settings/papers/claim', 'claim', '/api/settings/papers/claim', {
    ...{ json: () => claim, answers: [200, 409] },
  }),
]

export const routesOfApi: readonly RouteLine[] = [...reading, ...writing]
