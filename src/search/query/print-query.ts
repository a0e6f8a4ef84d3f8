// A query as text, for links that add or take away a filter.

import { printDay } from './periods.ts'
import type { Clause, Filters, Query } from './query.ts'
import { isOperator } from './read-tokens.ts'

/** Parsing what this printed gives the same query, but for `text` and `ignored`. */
export function printQuery({ words, required, excluded, filters }: Omit<Query, 'text' | 'ignored'>): string {
  return [
    ...words,
    ...required.map(printRequired),
    ...excluded.map((clause) => `-${printClause(clause)}`),
    ...printFilters(filters),
  ].join(' ')
}

function printRequired(clause: Clause): string {
  const isPlain = clause.kind === 'word' && !clause.field && !clause.prefix
  if (isPlain) return `+${clause.text}`
  if (clause.kind !== 'any') return printClause(clause)
  const choice = printJoined(clause)
  // A choice needs no parentheses here. They make it easier to read, unless there are some in it; and that way
  // printing never nests deeper than what was typed, which may have been as deep as is read.
  return choice.includes('(') ? choice : `(${choice})`
}

function printClause(clause: Clause): string {
  switch (clause.kind) {
    case 'word':
      return `${printField(clause)}${clause.text}${clause.prefix ? '*' : ''}`
    case 'phrase':
      return `${printField(clause)}"${clause.text}"`
    case 'not':
      return `-${printClause(clause.clause)}`
    default:
      return `(${printJoined(clause)})`
  }
}

function printJoined({ kind, clauses }: Extract<Clause, { clauses: Clause[] }>): string {
  return kind === 'all'
    ? clauses.map(printOperand).join(' AND ')
    : // AND binds closer, so a group of it stands without parentheses.
      clauses.map((one) => (one.kind === 'all' ? printJoined(one) : printOperand(one))).join(' OR ')
}

/** A word such as OR would be read as an operator between others. */
function printOperand(clause: Clause): string {
  return clause.kind === 'word' && !clause.field && isOperator(clause.text)
    ? `+${printClause(clause)}`
    : printClause(clause)
}

function printField({ field }: { field?: string }): string {
  return field === undefined ? '' : `${field}:`
}

function printFilters({ categories, after, before, has }: Filters): string[] {
  return [
    ...categories.map((category) => `category:${category}`),
    ...(after === undefined ? [] : [`after:${printDay(after)}`]),
    ...(before === undefined ? [] : [`before:${printDay(before + 1)}`]),
    ...has.map((trait) => `${trait === 'listed' || trait === 'withdrawn' ? 'is' : 'has'}:${trait}`),
  ]
}
