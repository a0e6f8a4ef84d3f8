import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { chooseThreads, type ThreadNode, type ThreadRow } from './thread-order.ts'

const row = (id: string, facts: Partial<ThreadRow> = {}): ThreadRow => ({
  ...{ id, parentId: null, votes: 0, createdAt: 0, isDeleted: false },
  ...facts,
})
const shown = (nodes: readonly ThreadNode[]): string =>
  nodes
    .map(
      ({ id, replies, more }) =>
        `${id}${more ? `+${more}` : ''}${replies.length ? `(${shown(replies)})` : ''}`,
    )
    .join(' ')
const order = (rows: ThreadRow[], choice: Partial<Parameters<typeof chooseThreads>[1]> = {}): string =>
  shown(chooseThreads(rows, { order: 'votes', page: 1, ...choice }).threads)

describe('the order of a discussion', () => {
  const rows = [
    row('a', { createdAt: 1 }),
    row('b', { createdAt: 2, votes: 3 }),
    row('c', { createdAt: 3 }),
    row('d', { createdAt: 4, parentId: 'a' }),
    row('e', { createdAt: 5, parentId: 'a', votes: 1 }),
  ]
  test('by votes, then the oldest', () => assert.equal(order(rows), 'b a(e d) c'))
  test('by time: the newest thread, the oldest reply', () =>
    assert.equal(order(rows, { order: 'time' }), 'c b a(d e)'))
  test('one comment alone', () => assert.equal(order(rows, { focus: 'a' }), 'e d'))

  test('a deleted comment stays while somebody replied to it', () => {
    const deleted = [
      row('a', { isDeleted: true }),
      row('b', { parentId: 'a' }),
      row('c', { isDeleted: true }),
    ]
    assert.equal(order(deleted), 'a(b)')
    assert.equal(order([...deleted, row('d', { isDeleted: true, parentId: 'b' })]), 'a(b)')
  })

  test('long and deep threads are cut, and each comment that is cut is counted', () => {
    const wide = [
      row('a'),
      ...Array.from({ length: 9 }, (_, at) => row(`r${at}`, { parentId: 'a', createdAt: at })),
    ]
    assert.equal(order(wide), 'a+3(r0 r1 r2 r3 r4 r5)')
    const deep = Array.from({ length: 10_000 }, (_, at) =>
      row(`r${at}`, { parentId: at ? `r${at - 1}` : null }),
    )
    assert.equal(order(deep), 'r0(r1(r2(r3(r4+9995))))')
  })

  test('parts hold twenty threads, and end', () => {
    const many = Array.from({ length: 45 }, (_, at) => row(`t${at}`, { createdAt: at }))
    const { threads, part } = chooseThreads(many, { order: 'votes', page: 3 })
    assert.deepEqual([threads.length, part.pages, part.total], [5, 3, 45])
    assert.throws(() => chooseThreads(many, { order: 'votes', page: 4 }), /ends with page 3/)
  })

  test('every comment that can be read is reached from the first page by links', () => {
    const discussion = fc.array(fc.record({ parent: fc.nat(), votes: fc.nat(3), isDeleted: fc.boolean() }), {
      maxLength: 120,
    })
    fc.assert(
      fc.property(discussion, (made) => {
        const rows = made.map(({ parent, votes, isDeleted }, at) =>
          row(`c${at}`, {
            votes,
            isDeleted,
            createdAt: at,
            parentId: at === 0 || parent % 3 === 0 ? null : `c${parent % at}`,
          }),
        )
        const seen = new Set<string>()
        const visit = (nodes: readonly ThreadNode[]): void => {
          for (const { id, replies, more } of nodes) {
            seen.add(id)
            visit(replies)
            if (more > 0) follow(id)
          }
        }
        const follow = (focus?: string): void => {
          const pages = chooseThreads(rows, { order: 'votes', page: 1, focus }).part.pages
          for (let page = 1; page <= pages; page++)
            visit(chooseThreads(rows, { order: 'votes', page, focus }).threads)
        }
        follow()
        for (const { id, isDeleted } of rows) assert.ok(isDeleted || seen.has(id), id)
      }),
    )
  })
})
