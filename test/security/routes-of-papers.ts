// What members do to papers: votes, discussion, submissions, claims, links; and what curators and admins decide.

import { routes } from '../../src/web/routes.ts'
import { type Door, doorPaper } from './door.ts'
import { line, open, type RouteLine } from './route-line.ts'

const ofComment = (what: Parameters<typeof routes.ofComment>[2]) => async (door: Door) =>
  routes.ofComment(doorPaper, await door.comment(), what)

const votes: RouteLine[] = [
  line('POST /papers/*', 'vote', routes.vote(doorPaper), { fields: { vote: 'up' } }),
  line('PUT /papers/*', 'vote', routes.vote(doorPaper), { answers: [200] }),
  line('DELETE /papers/*', 'vote', routes.vote(doorPaper), { answers: [200] }),
]

let said = 0
/** Never the same twice: a repeated text is refused. */
const body = () => ({
  body: `Remark ${++said}: ${'one two three four five six '.slice(said % 20)} ${said ** 3}`,
})

const discussion: RouteLine[] = [
  open('GET /papers/*', routes.discussion(doorPaper)),
  open('GET /papers/*', ofComment('reply')),
  open('GET /papers/*', ofComment('versions')),
  line('GET /papers/*', 'edit-comment', ofComment('edit'), { owned: true }),
  line('POST /papers/*', 'comment', routes.discussion(doorPaper), { fields: body }),
  line('POST /papers/*', 'comment', ofComment('reply'), { fields: body }),
  line('POST /papers/*', 'edit-comment', ofComment('edit'), { owned: true, fields: body }),
  line('POST /papers/*', 'delete-comment', ofComment('delete'), { owned: true, fields: {} }),
  line('POST /papers/*', 'react', ofComment('vote'), { fields: { vote: 'none' } }),
  line('PUT /papers/*', 'react', ofComment('vote'), { answers: [204, 400] }),
  line('DELETE /papers/*', 'react', ofComment('vote'), { answers: [204] }),
  line('POST /papers/*', 'react', ofComment('react'), { fields: { remove: 'thanks' }, answers: [303, 400] }),
  line('POST /papers/*', 'react', routes.mute(doorPaper), { fields: { mute: 'on' } }),
]

const withdrawal = async (door: Door) => routes.withdrawSubmission(await door.submission())

const submissions: RouteLine[] = [
  open('GET /papers/submit', routes.submit()),
  line('POST /papers/submit', 'submit', routes.submit(), { fields: { text: `arXiv:${doorPaper}` } }),
  line('POST /papers/submit/later', 'submit', routes.submitLater(), {
    fields: { text: `arXiv:${doorPaper}` },
  }),
  line('POST /papers/submit/list', 'submit', routes.submitPaper(), {
    fields: { paper: doorPaper, note: 'Worth a look.' },
    answers: [409],
  }),
  line('GET /settings/submissions', 'own-pages', routes.ownSubmissions()),
  line('POST /settings/submissions/:id/withdraw', 'withdraw-submission', withdrawal, { owned: true }),
  line(
    'POST /admin/submissions/:id/refuse',
    'approve-submission',
    async (door) => routes.decideSubmission(await door.submission(), 'refuse'),
    { fields: { reason: 'It is no paper.' } },
  ),
  line(
    'POST /admin/submissions/:id/approve',
    'approve-submission',
    async (door) => routes.decideSubmission(await door.submission(), 'approve'),
    { fields: { day: '2026-03-05' }, answers: [303, 409] },
  ),
]

const editionDay = '2026-03-05'
const edition = (change: Parameters<typeof routes.changeEdition>[1], fields: Record<string, string>) =>
  line(`POST /admin/editions/:day/${change}`, 'edit-edition', routes.changeEdition(editionDay, change), {
    fields: { paper: doorPaper, stamp: 'old', ...fields },
    answers: [200, 303, 400, 404, 409],
  })

const editions: RouteLine[] = [
  line('GET /admin/editions', 'edit-edition', routes.adminEditions()),
  line('GET /admin/editions/:day', 'edit-edition', routes.adminEdition(editionDay)),
  edition('add', { text: `arXiv:${doorPaper}` }),
  edition('place', { place: '1' }),
  edition('move', { to: '2026-03-06' }),
  edition('remove', { reason: 'It stood there already.' }),
]

const claims: RouteLine[] = [
  line('GET /papers/*', 'claim', routes.claim(doorPaper)),
  line('POST /papers/*', 'claim', routes.claim(doorPaper), {
    fields: { author: 'Ben Sample', evidence: 'My page at the university names it.' },
    answers: [303, 409],
  }),
  line('POST /papers/*', 'claim', routes.claimByOrcid(doorPaper), { fields: {}, answers: [409] }),
  line('GET /settings/claims', 'own-pages', routes.ownClaims()),
  line(
    'POST /settings/claims/:id/show',
    'own-settings',
    async (door) => routes.showClaim(await door.claim('approved')),
    {
      ...{ owned: true, fields: { shown: 'no' } },
    },
  ),
  line('GET /admin/claims', 'decide-claim', routes.adminClaims()),
  line(
    'POST /admin/claims/:id/refuse',
    'decide-claim',
    async (door) => routes.decideClaim(await door.claim(), 'refuse'),
    {
      fields: { reason: 'Nothing shows it.' },
    },
  ),
  line(
    'POST /admin/claims/:id/approve',
    'decide-claim',
    async (door) => routes.decideClaim(await door.claim(), 'approve'),
    {
      answers: [303, 409],
    },
  ),
]

const links: RouteLine[] = [
  line('GET /papers/*', 'set-links', async (door) => routes.paperLinks(await door.ownPaper()), {
    owned: true,
  }),
  line('POST /papers/*', 'set-links', async (door) => routes.paperLinks(await door.ownPaper()), {
    ...{ owned: true, fields: { project: 'https://project.example/', stamp: 'old' } },
    answers: [303, 409],
  }),
  line('POST /papers/*', 'set-keywords', routes.paperSummary(doorPaper), {
    fields: {
      keywords: 'retrieval',
      summary: 'It holds. It is short.',
      source: 'the abstract',
      stamp: 'old',
    },
    answers: [303, 400, 409],
  }),
]

export const routesOfPapers: readonly RouteLine[] = [
  ...[...votes, ...discussion, ...submissions],
  ...[...editions, ...claims, ...links],
]
