// GitHub: a repository with its stars. Asking again with the fingerprint is free.

import { type Asked, json, type Reply, type Route, withEtag } from './reply.ts'
import { numberOf } from './seeded.ts'
import { starsOf, type World } from './world.ts'

const paths = /^\/github\/repos\/([\w.-]+)\/([\w.-]+)$/
const limits = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '59', 'x-ratelimit-reset': '1772600000' }

export function githubRoute(world: World): Route {
  return {
    format: 'json',
    matches: (path) => paths.test(path),
    twists: () => [],
    answer: (asked) => repository(asked, world),
  }
}

function repository(asked: Asked, world: World): Reply {
  const [, owner = '', name = ''] = paths.exec(asked.path) ?? []
  const fullName = `${owner}/${name}`
  const stars = starsOf(world.seed, fullName)
  if (stars === null) return json({ message: 'Not Found', status: '404' }, 404, limits)
  const reply = json(
    {
      id: numberOf(fullName),
      name,
      full_name: fullName,
      private: false,
      owner: { login: owner, type: 'User' },
      html_url: `https://github.com/${fullName}`,
      description: null,
      fork: false,
      stargazers_count: stars,
      watchers_count: stars,
      forks_count: Math.floor(stars / 9),
      archived: false,
      language: 'TypeScript',
    },
    200,
    limits,
  )
  return withEtag(reply, asked, `W/"${numberOf(reply.body).toString(16)}"`)
}
