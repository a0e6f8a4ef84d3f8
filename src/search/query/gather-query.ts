// From the tree to what the engine is asked: words that rank, conditions, exclusions and filters.

import { nameIgnored } from './ignored.ts'
import type { Node } from './parse-tokens.ts'
import type { Clause, Field, Query } from './query.ts'
import { addFilter, readFilter } from './read-filter.ts'

/** Adds the nodes to the query; `source` is the text as typed. */
export function gatherQuery(nodes: readonly Node[], query: Query, source: string): void {
  const gatherer = new Gatherer(query, source)
  for (const node of nodes) gatherer.add(node)
}

class Gatherer {
  private readonly query: Query
  private readonly source: string

  constructor(query: Query, source: string) {
    this.query = query
    this.source = source
  }

  add(node: Node): void {
    if (node.kind === 'bare') this.query.words.push(node.text)
    else if (node.kind === 'together' || node.kind === 'all') this.addEach(node.nodes, node.kind === 'all')
    else if (isFilter(node)) this.filter(node)
    else if (node.kind === 'required' && isFilter(node.node)) this.filter(node.node)
    else if (node.kind === 'any' && node.nodes.every(isOneCategory)) this.addEach(node.nodes, true)
    else this.require(this.clause(node))
  }

  private addEach(nodes: readonly Node[], isRequired: boolean): void {
    for (const node of nodes) this.add(isRequired && node.kind === 'bare' ? { kind: 'required', node } : node)
  }

  private require(clause: Clause | null): void {
    if (clause?.kind === 'all') for (const one of clause.clauses) this.require(one)
    else if (clause?.kind === 'not') this.exclude(clause.clause)
    else if (clause) this.query.required.push(clause)
  }

  /** None of several is to hold: each is excluded by itself. */
  private exclude(clause: Clause): void {
    if (clause.kind === 'any') for (const one of clause.clauses) this.exclude(one)
    else if (clause.kind === 'not') this.require(clause.clause)
    else this.query.excluded.push(clause)
  }

  /** Null where nothing of it is a condition on the text. */
  private clause(node: Node, field?: Field): Clause | null {
    switch (node.kind) {
      case 'bare':
        return { kind: 'word', text: node.text, ...(field && { field }) }
      case 'word':
        return {
          kind: 'word',
          text: node.text,
          ...(field && { field }),
          ...(node.prefix && { prefix: true }),
        }
      case 'phrase':
        return { kind: 'phrase', text: node.text, ...(field && { field }) }
      case 'required':
        return this.clause(node.node, field)
      case 'not':
        return this.negated(node.node, field)
      case 'field':
        return this.fieldClause(node)
      default:
        return this.combined(node.kind === 'any' ? 'any' : 'all', node.nodes, field)
    }
  }

  /** "-(a b)" is meant as neither of both. */
  private negated(node: Node, field?: Field): Clause | null {
    const clause =
      node.kind === 'together' ? this.combined('any', node.nodes, field) : this.clause(node, field)
    if (clause?.kind === 'not') return clause.clause
    return clause && { kind: 'not', clause }
  }

  private combined(kind: 'all' | 'any', nodes: readonly Node[], field?: Field): Clause | null {
    const clauses = nodes
      .map((node) => this.clause(node, field))
      .filter((clause) => clause !== null)
      .flatMap((clause) => (clause.kind === kind ? clause.clauses : [clause]))
    const [only, another] = clauses
    return only && another ? { kind, clauses } : (only ?? null)
  }

  private fieldClause(node: FieldNode): Clause | null {
    if (node.field.kind === 'text') return this.clause(node.node, node.field.field)
    this.name(node, 'A filter holds for the whole search; it can be neither excluded nor one side of an OR.')
    return null
  }

  private filter(node: FilterNode): void {
    const values = textsOf(node.node)
    if (values.length > 1 && node.field.filter !== 'category') {
      this.name(node, 'This filter takes one value; write it once for each.')
      return
    }
    for (const value of values) {
      const reading = readFilter(node.field.filter, value)
      if (typeof reading === 'string') this.name(node, reading)
      else addFilter(this.query.filters, reading)
    }
  }

  private name(node: FieldNode, why: string): void {
    nameIgnored(this.query.ignored, this.source.slice(node.token.start, node.end), why)
  }
}

type FieldNode = Extract<Node, { kind: 'field' }>
type FilterNode = FieldNode & { field: { kind: 'filter' } }

function isFilter(node: Node): node is FilterNode {
  return node.kind === 'field' && node.field.kind === 'filter'
}

/** Several categories are one of them in any case, so OR between them may be written. */
function isOneCategory(node: Node): boolean {
  return isFilter(node) && node.field.filter === 'category'
}

/** The words in a filter's value. */
function textsOf(node: Node): string[] {
  switch (node.kind) {
    case 'bare':
    case 'word':
    case 'phrase':
      return [node.text]
    case 'together':
    case 'all':
    case 'any':
      return node.nodes.flatMap(textsOf)
    default:
      return textsOf(node.node)
  }
}
