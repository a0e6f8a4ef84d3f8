import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { itemsFrom, reasonsOf } from '../../../test/support/items-of-text.ts'
import { Invalid } from '../../errors.ts'
import { readDailyList, recordOfDailyItem } from './hf-daily.ts'

const [ada, ben] = ['ad'.repeat(12), 'be'.repeat(12)]

const item = {
  paper: {
    id: '2603.00001',
    authors: [
      {
        _id: ada,
        name: 'Ada Example',
        hidden: false,
        status: 'claimed_verified',
        statusLastChangedAt: '2026-03-02T09:00:00.000Z',
        user: {
          _id: ben,
          avatarUrl: '/avatars/x.svg',
          isPro: false,
          fullname: 'Ada E.',
          user: 'ada',
          type: 'user',
        },
      },
      { name: 'Ben Sample', hidden: true },
    ],
    publishedAt: '2026-03-01T17:00:00.000Z',
    submittedOnDailyAt: '2026-03-02T01:58:28.190Z',
    submittedOnDailyBy: { _id: ben, user: 'ben', fullname: 'Ben S.', isPro: true, type: 'user' },
    title: 'A title\nover two lines',
    summary: 'An abstract\nover two lines.',
    upvotes: 53,
    discussionId: 'd'.repeat(24),
    projectPage: ' https://example.org/project',
    githubRepo: 'https://example.org/code',
    githubRepoAddedBy: 'user',
    githubStars: 7,
    ai_summary: 'A sentence.',
    ai_keywords: ['one', 'two'],
    organization: { _id: 'c'.repeat(24), name: 'example', fullname: 'Example Lab' },
  },
  publishedAt: '2026-03-02T01:00:00.000Z',
  title: 'A title over two lines',
  mediaUrls: ['https://example.org/film.mp4', 'javascript:alert(1)'],
  thumbnail: 'https://example.org/thumbnail.png',
  numComments: 2,
  submittedBy: { _id: ben, name: 'ben', fullname: 'Ben S.', isHf: false, isMod: false, followerCount: 12 },
  isAuthorParticipating: true,
}

describe('an item of a daily list', () => {
  test('becomes a paper with its entry', () => {
    const record = recordOfDailyItem(item, 6, '2026-03-02')
    assert.equal(record.title, 'A title over two lines')
    assert.equal(record.abstract, 'An abstract over two lines.')
    assert.equal(record.published, '2026-03-01T17:00:00.000Z')
    assert.equal(record.authors[0]?.person?.name, 'ada')
    assert.equal(record.authors[0]?.person?.avatarUrl, '/avatars/x.svg', 'as recorded, within that site')
    assert.equal(record.authors[1]?.hidden, true)
    assert.deepEqual(record.links, [
      { kind: 'code', url: 'https://example.org/code', stars: 7, addedBy: 'user' },
      { kind: 'project', url: 'https://example.org/project' },
    ])
    assert.deepEqual(record.media, ['https://example.org/film.mp4'])
    assert.deepEqual(record.keywords, ['one', 'two'])
    assert.deepEqual(record.entries, [
      {
        day: '2026-03-02',
        place: 6,
        recordedVotes: 53,
        recordedComments: 2,
        enteredAt: '2026-03-02T01:58:28.190Z',
        isAuthorParticipating: true,
        submittedBy: {
          id: ben,
          name: 'ben',
          fullname: 'Ben S.',
          type: 'user',
          isPro: true,
          isHf: false,
          isMod: false,
          followerCount: 12,
        },
      },
    ])
  })

  test('keeps pictures as they were recorded, and no other kind of address', () => {
    const avatarOf = (avatarUrl: unknown) => {
      const [author] = item.paper.authors
      const authors = [{ ...author, user: { ...author?.user, avatarUrl } }]
      return recordOfDailyItem({ ...item, paper: { ...item.paper, authors } }, 0, '2026-03-02').authors[0]
        ?.person?.avatarUrl
    }
    assert.equal(avatarOf('https://example.org/a.png'), 'https://example.org/a.png')
    for (const other of ['//example.org/a.png', '/a b', '/\u0000', 'javascript:alert(1)', 'a.png', '']) {
      assert.equal(avatarOf(other), undefined)
    }
  })

  test('has its organization under one of three names', () => {
    const { organization, ...paper } = item.paper
    for (const some of [
      item,
      { ...item, paper, organization },
      { ...item, paper, submitterOrganization: organization },
    ]) {
      assert.equal(recordOfDailyItem(some, 0, '2026-03-02').organization?.fullname, 'Example Lab')
    }
  })

  test('without a named file it stands on the UTC day of its submission, at the weekend on Monday', () => {
    const dayFor = (submittedOnDailyAt: string | undefined) =>
      recordOfDailyItem({ ...item, paper: { ...item.paper, submittedOnDailyAt } }, 0, null).entries[0]?.day
    assert.equal(dayFor('2026-03-02T23:59:00.000Z'), '2026-03-02')
    assert.equal(dayFor('2026-02-28T10:00:00.000Z'), '2026-03-02')
    assert.throws(() => dayFor(undefined), /name the file after its day/)
  })

  test('never fails in another way than by a sentence', () => {
    const paper = fc.record(
      {
        ...Object.fromEntries(Object.keys(item.paper).map((key) => [key, fc.jsonValue()])),
        id: fc.constant('2603.00001'),
        title: fc.string(),
        summary: fc.string(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ paper, submittedBy: fc.jsonValue() })), (any) => {
        try {
          recordOfDailyItem(any, 0, '2026-03-02')
        } catch (error) {
          assert.ok(error instanceof Invalid)
        }
      }),
    )
  })
})

describe('a daily list', () => {
  const read = (name: string, content: unknown) =>
    itemsFrom((bytes) => readDailyList(name, bytes), JSON.stringify(content))

  test('takes its day from the file’s name, a Saturday too', async () => {
    const [first] = await read('2026-02-28.json', [item])
    assert.equal(first?.read().entries[0]?.day, '2026-02-28')
  })

  test('reports bad items by file and number', async () => {
    const items = await read('2026-03-02.json', [item, { paper: { ...item.paper, title: '' } }, 7])
    assert.deepEqual(reasonsOf(items), [
      undefined,
      '2026-03-02.json item 2: The title is missing.',
      '2026-03-02.json item 3: The item must be a JSON object.',
    ])
  })

  test('that is none is one bad record', async () => {
    assert.deepEqual(reasonsOf(await read('2026-03-02.json', { error: 'no' })), [
      '2026-03-02.json: The file is no JSON list of papers.',
    ])
  })
})
