// The daily list and its papers.

import { type DailyItem, dailyList, newestDaily } from './daily-lists.ts'
import { isDay } from './days.ts'
import type { GeneratedPaper } from './generated-paper.ts'
import { type Asked, countIn, json, type Reply, type Route } from './reply.ts'
import { numberOf } from './seeded.ts'
import { starsOf, type World } from './world.ts'

export function hfRoute(world: World): Route {
  return {
    format: 'json',
    matches: (path) => path === '/api/daily_papers' || path.startsWith('/api/papers/'),
    twists: () => [],
    answer: (asked) => (asked.path === '/api/daily_papers' ? daily(asked, world) : one(asked, world)),
  }
}

const badRequest = (name: string): Reply =>
  json({ error: `✖ Invalid ${name}\n  → at ${name}` }, 400, { 'X-Error-Message': `Invalid ${name}` })

function daily({ query }: Asked, world: World): Reply {
  const day = query.get('date') ?? newestDaily(world.arxiv, world.seed, world.until)
  if (day === null) return json([])
  if (!isDay(day)) return badRequest('date')
  const [page, limit] = [countIn(query, 'p', 0), countIn(query, 'limit', 50)]
  if (page === null) return badRequest('p')
  if (limit === null || limit < 1 || limit > 100) return badRequest('limit')
  const items = dailyList(world.arxiv, world.seed, day).slice(page * limit, (page + 1) * limit)
  return json(items.map((item) => itemOf(item, world)))
}

function one({ path }: Asked, world: World): Reply {
  const paper = world.arxivById(decodeURIComponent(path.slice('/api/papers/'.length)))
  if (!paper) return json({ error: 'Paper not found. Nobody has listed it here.' }, 404)
  return json({
    ...paperOf(paper, world),
    upvotes: numberOf(paper.id) % 200,
    linkedModels: [],
    numTotalModels: 0,
    linkedDatasets: [],
    numTotalDatasets: 0,
    linkedSpaces: [],
    numTotalSpaces: 0,
  })
}

/** 24 hexadecimal digits that follow from a text. */
const hexId = (text: string): string =>
  ['a', 'b', 'c']
    .map((part) =>
      numberOf(part + text)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')

function itemOf({ paper, upvotes, comments, enteredAt, submitter }: DailyItem, world: World) {
  const person = {
    _id: hexId(submitter),
    avatarUrl: '/avatars/generated.svg',
    isPro: false,
    fullname: `The ${submitter}`,
    user: submitter,
    type: 'user',
    name: submitter,
  }
  const inPaper = {
    ...paperOf(paper, world),
    submittedOnDailyAt: enteredAt,
    submittedOnDailyBy: person,
    upvotes,
  }
  const { user, ...rest } = person
  return {
    paper: { ...inPaper, discussionId: hexId(`discussion ${paper.id}`) },
    publishedAt: new Date(Date.parse(inPaper.publishedAt) - 5 * 3_600_000).toISOString(),
    title: inPaper.title,
    summary: inPaper.summary,
    thumbnail: `https://cdn.example.org/thumbnails/${paper.id}.png`,
    numComments: comments,
    submittedBy: { ...rest, name: user, isHf: false, isHfAdmin: false, isMod: false, followerCount: 3 },
    isAuthorParticipating: comments > 5,
  }
}

function paperOf(paper: GeneratedPaper, world: World) {
  const stars = paper.code ? starsOf(world.seed, paper.code.slice('https://github.com/'.length)) : null
  return {
    id: paper.id,
    authors: paper.authors.map((name, at) => ({ _id: hexId(`${paper.id} ${at}`), name, hidden: false })),
    publishedAt: paper.versions[0]?.at ?? '',
    title: paper.title.replace(/^(\S+ \S+) /, '$1\n  '),
    summary: paper.abstract,
    ...(paper.code ? { githubRepo: `${paper.code} `, githubRepoAddedBy: 'user' } : {}),
    ...(stars === null ? {} : { githubStars: stars }),
    ai_summary: `A machine says that ${paper.id} is about records.`,
    ai_keywords: ['generated records', `keyword ${numberOf(paper.id) % 90}`],
  }
}
