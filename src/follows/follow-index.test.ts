import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { aListedPaper } from '../../test/support/listed-papers.ts'
import { Invalid } from '../errors.ts'
import { createFollowIndex, whyFollowed } from './follow-index.ts'
import { type Follow, type FollowKind, followKinds, readFollow } from './follow-kinds.ts'

const one = (kind: Exclude<FollowKind, 'person'>, text: string): Follow => readFollow(kind, text)
const fits = (facts: Parameters<typeof aListedPaper>[0], follow: Follow, people: string[] = []) =>
  whyFollowed(aListedPaper(facts), [follow], people).length > 0

describe('what is followed', () => {
  test('is an author by their whole name, however it is written', () => {
    const authors = [{ name: 'José García-Márquez' }, { name: 'Ada K. Lovelace' }]
    assert.ok(fits({ authors }, one('author', 'jose garcia marquez')))
    assert.ok(fits({ authors }, one('author', '  García  Márquez ')))
    assert.ok(!fits({ authors }, one('author', 'Ada Lovelace')))
    assert.ok(!fits({ authors: [{ name: 'Wei Grace' }, { name: 'Ada Wei' }] }, one('author', 'Grace Ada')))
    assert.ok(!fits({ authors: [{ name: 'Ada Example', hidden: true }] }, one('author', 'Ada Example')))
  })

  test('is a keyword in title, abstract or keywords, whole words in any form', () => {
    const facts = {
      title: 'State-Space Models',
      abstract: 'Of fragments.',
      keywords: ['C++', 'world models'],
    }
    for (const word of ['state space', 'State Space Model', 'fragment', 'c++', 'World Model'])
      assert.ok(fits(facts, one('keyword', word)), word)
    for (const word of ['rag', 'models of', 'c', 'space model state'])
      assert.ok(!fits(facts, one('keyword', word)), word)
    assert.ok(fits({ title: 'Pretraining at home' }, one('keyword', 'pre-training')))
  })

  test('is a category, or all of an archive', () => {
    const facts = { categories: ['cs.CL', 'cell biology'] }
    for (const category of ['cs.CL', 'cs', 'CS.cl', 'Cell Biology'])
      assert.ok(fits(facts, one('category', category)))
    for (const category of ['cs.C', 'c', 'stat']) assert.ok(!fits(facts, one('category', category)))
  })

  test('is an organisation by either of its names, and a person by id', () => {
    const organization = { id: 'x', name: 'example-lab', fullname: 'The Example Laboratory' }
    assert.ok(fits({ organization }, one('organisation', 'Example Lab')))
    assert.ok(fits({ organization }, one('organisation', 'The Example Laboratory')))
    assert.ok(!fits({ organization }, one('organisation', 'Example')))
    const ada: Follow = { kind: 'person', value: 'id-of-ada', label: 'ada' }
    assert.ok(fits({}, ada, ['somebody', 'id-of-ada']))
    assert.ok(!fits({}, ada))
  })

  test('is said with the strongest reason first', () => {
    const paper = aListedPaper({
      title: 'A diffusion',
      categories: ['cs.CV'],
      authors: [{ name: 'Ada Example' }],
    })
    const follows = [one('category', 'cs.CV'), one('keyword', 'diffusion'), one('author', 'Ada Example')]
    assert.deepEqual(
      whyFollowed(paper, follows).map(({ kind }) => kind),
      ['author', 'keyword', 'category'],
    )
  })

  test('can’t be nothing, endless or no category', () => {
    const wrong: [Exclude<FollowKind, 'person'>, string][] = [
      ['author', ' \u200b '],
      ['keyword', '!!'],
      ['keyword', 'x'.repeat(121)],
      ['category', 'cs.CL; drop'],
      ['category', '68T50'],
    ]
    for (const [kind, text] of wrong) assert.throws(() => readFollow(kind, text), Invalid, `${kind} ${text}`)
  })

  test('whatever is typed: an error with a reason, or the same when it is read again', () => {
    const kinds = followKinds.filter((kind) => kind !== 'person')
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.string({ unit: 'grapheme', maxLength: 140 }),
        (kind, text) => {
          try {
            const first = readFollow(kind, text)
            assert.ok(first.value !== '' && first.label.length <= 120)
            assert.equal(readFollow(kind, first.label).value, first.value)
          } catch (error) {
            assert.ok(error instanceof Invalid)
          }
        },
      ),
    )
  })
})

const word = fc.constantFrom(
  'sparse',
  'graph',
  'graphs',
  'of',
  'model',
  'world',
  'pre',
  'training',
  'pretraining',
)
const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const name = fc.constantFrom('Ada Wei', 'Wei Ada', 'Ada Wei Grace', 'Grace', 'Grace Ada')
const category = fc.constantFrom('cs.CL', 'cs.CV', 'stat.ML')
const paper = fc
  .record({
    title: text,
    abstract: text,
    keywords: fc.array(text, { maxLength: 2 }),
    authors: fc.array(
      name.map((one) => ({ name: one })),
      { maxLength: 3 },
    ),
    categories: fc.array(category, { maxLength: 2 }),
  })
  .map((facts) => aListedPaper(facts))
const follow = fc.oneof(
  text.map((words) => one('keyword', words)),
  name.map((words) => one('author', words)),
  fc.constantFrom('cs', 'cs.CL', 'stat.ml').map((id) => one('category', id)),
)

test('many papers at once fit what each of them fits alone', () => {
  fc.assert(
    fc.property(fc.array(paper, { maxLength: 8 }), fc.array(follow, { maxLength: 5 }), (papers, follows) => {
      const together = createFollowIndex(papers).fitting(follows)
      papers.forEach((each, place) => {
        assert.deepEqual(together.get(place) ?? [], whyFollowed(each, follows))
        const alone = follows.filter((single) => whyFollowed(each, [single]).length > 0)
        assert.deepEqual(new Set(together.get(place) ?? []), new Set(alone))
      })
    }),
  )
})
