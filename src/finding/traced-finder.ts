import type { Attributes, Tracer } from '../telemetry/tracer.ts'
import type { Finder } from './finder.ts'

/** The same finder; where traces are wanted, each question is a span. What was asked is not in it. */
export function tracedFinder(finder: Finder, tracer: Tracer): Finder {
  if (!tracer.isOn) return finder
  const spanned = <T>(what: string, attributes: Attributes, ask: () => Promise<T>): Promise<T> =>
    tracer.span(`search ${what}`, { attributes }, ask)
  return {
    ...finder,
    find: (question) => {
      const { mode = 'hybrid', order = 'relevance', limit } = question
      const attributes = { 'search.mode': mode, 'search.order': order, 'search.limit': limit }
      return spanned('find', attributes, () => finder.find(question))
    },
    similar: (id, limit) => spanned('similar', { 'search.limit': limit }, () => finder.similar(id, limit)),
    suggest: (prefix) => spanned('suggest', {}, () => finder.suggest(prefix)),
  }
}
