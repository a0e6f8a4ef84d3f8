// Where our daily list differs from a recorded one on purpose. Each line says where, why, and what must hold for a
// difference to be of that kind; whatever none of them explains is a defect.

import type { Difference } from './compare-items.ts'

export interface Intended {
  why: string
  where: RegExp
  holds(difference: Difference): boolean
}

const site = 'http://127.0.0.1:8080'
const spaced = (value: unknown): string =>
  String(value)
    .replace(/[\p{White_Space}\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
const sameBut =
  (clean: (value: unknown) => string) =>
  ({ recorded, ours }: Difference) =>
    clean(recorded) === clean(ours)
const isAbsent = ({ ours }: Difference) => ours === undefined

export const intendedDifferences: readonly Intended[] = [
  {
    why: 'pictures of people and organizations are drawn here',
    where: /\.(avatarUrl|organization\.avatar)$/,
    holds: ({ ours }) => String(ours).startsWith(`${site}/avatars/`),
  },
  {
    why: 'the thumbnail is our own card',
    where: /^\.thumbnail$/,
    holds: ({ ours }) => new RegExp(`^${site}/papers/.+/card\\.png$`).test(String(ours)),
  },
  {
    why: 'the top-level time is that of the entry, not the paper’s own shifted by hours',
    where: /^\.publishedAt$/,
    holds: ({ ours }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(ours)),
  },
  {
    why: 'white space is set: no line breaks, none at the ends',
    where: /\.(title|summary|fullname|ai_summary)$/,
    holds: sameBut(spaced),
  },
  {
    why: 'commands that set letters become their letters',
    where: /\.title$/,
    holds: sameBut((value) => spaced(value).replace(/\\text\w+\{([^}]*)\}/g, '$1')),
  },
  {
    why: 'markup of the web becomes text',
    where: /\.summary$/,
    holds: ({ recorded, ours }) =>
      /<a href=/.test(String(recorded)) && !String(ours).includes('<a ') && String(ours).length > 400,
  },
  {
    why: 'a title keeps its formulas, which the list has around the paper only',
    where: /\.title$/,
    holds: ({ recorded, ours }) => !String(recorded).includes('$') && String(ours).includes('$'),
  },
  {
    why: 'a paper that stands on two days is one paper',
    where: /\.(projectPage|ai_summary|ai_keywords|githubStars)$/,
    holds: ({ paperId }) => ['2604.07429', '2606.11176', '2608.12313', '2608.13558'].includes(paperId),
  },
  {
    why: 'addresses hold no white space',
    where: /\.(githubRepo|projectPage)$/,
    holds: sameBut((value) => String(value).replace(/\s/g, '')),
  },
  {
    why: 'a keyword stands once',
    where: /\.ai_keywords$/,
    holds: ({ recorded, ours }) =>
      Array.isArray(recorded) &&
      Array.isArray(ours) &&
      JSON.stringify([...new Set(recorded.map(spaced))].sort()) === JSON.stringify(ours.toSorted()),
  },
  {
    why: 'a person is one: what any list says of them, under one name',
    where: /\.(submittedOnDailyBy|submittedBy|user)\.(fullname|isPro|isHfAdmin|followerCount|user|name)$/,
    holds: ({ path, recorded, ours }) =>
      /(fullname|user|name)$/.test(path)
        ? typeof ours === 'string' && ours !== ''
        : ours === true || Number(ours) >= Number(recorded),
  },
  {
    why: 'an old name of a key: mediaUrls, organization and _id say the same',
    where: /^\.(mediaUrl|submitterOrganization|paper\.authors\[\]\.user\.id)$/,
    holds: isAbsent,
  },
  {
    why: 'what is empty or belongs to nothing is left out',
    where: /\.(mediaUrls|githubStars|ai_keywords)$/,
    holds: ({ recorded, ours }) => ours === undefined && (recorded === 0 || spaced(recorded) === ''),
  },
  {
    why: 'whom a reader follows is the reader’s own',
    where: /\.isUserFollowing$/,
    holds: isAbsent,
  },
]
