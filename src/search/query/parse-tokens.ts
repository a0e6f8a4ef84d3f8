// From tokens to a tree. OR joins what stands on both sides of it, AND binds closer, and what merely stands together
// binds least: `a b OR c` is `a (b OR c)`, `a AND b OR c` is `(a AND b) OR c`.

import type { FieldName } from './fields.ts'
import type { Token } from './read-tokens.ts'

export type Node =
  /** A word without an operator. */
  | { kind: 'bare'; text: string }
  | { kind: 'word'; text: string; prefix: boolean }
  | { kind: 'phrase'; text: string }
  /** `end`: behind what it is applied to. */
  | { kind: 'field'; field: FieldName; node: Node; token: Token; end: number }
  | { kind: 'required'; node: Node }
  | { kind: 'not'; node: Node }
  /** Things that merely stand together. */
  | { kind: 'together'; nodes: Node[] }
  | { kind: 'all'; nodes: Node[] }
  | { kind: 'any'; nodes: Node[] }

/** @param name is told of each token that stands without what it needs, and why it was left out */
export function parseTokens(tokens: readonly Token[], name: (token: Token, why: string) => void): Node[] {
  return new Parser(tokens, name).parseTogether()
}

/** Parentheses are at most eight deep (read-tokens.ts), so recursion is bounded. */
class Parser {
  private at = 0
  private readonly tokens: readonly Token[]
  private readonly name: (token: Token, why: string) => void

  constructor(tokens: readonly Token[], name: (token: Token, why: string) => void) {
    this.tokens = tokens
    this.name = name
  }

  parseTogether(): Node[] {
    const nodes: Node[] = []
    for (let token = this.peek(); token && token.kind !== 'close'; token = this.peek()) {
      if (isJoin(token, 'AND') || isJoin(token, 'OR')) this.leaveOut(token)
      else nodes.push(...this.parseJoined('OR'))
    }
    return nodes
  }

  /** One node, or none where everything was left out. */
  private parseJoined(by: 'OR' | 'AND'): Node[] {
    const nodes = this.parseOperand(by)
    let isJoined = false
    for (let token = this.peek(); token && isJoin(token, by); token = this.peek()) {
      this.at++
      const next = this.parseOperand(by)
      if (nodes.length === 0 || next.length === 0) this.nameLone(token)
      else isJoined = true
      nodes.push(...next)
    }
    return isJoined ? [{ kind: by === 'OR' ? 'any' : 'all', nodes }] : nodes
  }

  private parseOperand(of: 'OR' | 'AND'): Node[] {
    return of === 'OR' ? this.parseJoined('AND') : this.parseOne()
  }

  private parseOne(): Node[] {
    let isNot = false
    let not: Token | undefined
    for (let token = this.peek(); token && isJoin(token, 'NOT'); token = this.peek()) {
      isNot = !isNot
      not = token
      this.at++
    }
    const nodes = this.parseSigned()
    if (not && nodes.length === 0) this.nameLone(not)
    return isNot ? nodes.map((node) => ({ kind: 'not', node })) : nodes
  }

  private parseSigned(): Node[] {
    const token = this.peek()
    if (!token || token.kind === 'close' || token.kind === 'operator') return []
    this.at++
    if (token.kind === 'sign')
      return this.parseSigned().map((node) => ({ kind: token.sign === '-' ? 'not' : 'required', node }))
    if (token.kind === 'field')
      return this.parseSigned().map((node) => this.fieldNode(node, token, token.field))
    return this.parsePrimary(token)
  }

  private fieldNode(node: Node, token: Token, field: FieldName): Node {
    return { kind: 'field', field, node, token, end: this.tokens[this.at - 1]?.end ?? token.end }
  }

  private parsePrimary(token: Token): Node[] {
    switch (token.kind) {
      case 'word':
        return [token.prefix ? { ...token, kind: 'word' } : { kind: 'bare', text: token.text }]
      case 'phrase':
        return [{ kind: 'phrase', text: token.text }]
      case 'open':
        return this.parseGroup()
      default:
        return []
    }
  }

  private parseGroup(): Node[] {
    const nodes = this.parseTogether()
    if (this.peek()?.kind === 'close') this.at++
    return nodes.length > 1 ? [{ kind: 'together', nodes }] : nodes
  }

  private peek(): Token | undefined {
    return this.tokens[this.at]
  }

  private leaveOut(token: Token): void {
    this.at++
    this.nameLone(token)
  }

  private nameLone(token: Token): void {
    if (token.kind !== 'operator') return
    const needs =
      token.name === 'NOT'
        ? 'something behind it: NOT survey'
        : `something on both sides: graph ${token.name} network`
    this.name(token, `${token.name} needs ${needs}. Written small, it is a word.`)
  }
}

function isJoin(token: Token, name: 'AND' | 'OR' | 'NOT'): boolean {
  return token.kind === 'operator' && token.name === name
}
