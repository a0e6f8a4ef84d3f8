import { counted } from '../count-text.ts'
import { indexFolder } from '../finding/index-key.ts'
import { IndexDamaged } from '../search/folder/index-damaged.ts'
import { openIndex } from '../search/folder/open-index.ts'
import { type Check, ok, warning } from './check.ts'

/** Whether the files of the search index are whole; `index --check` compares them with the store as well. */
export function checkSearch(data: string): Check {
  try {
    const index = openIndex(indexFolder(data))
    if (!index) return ok('search index', 'There is none yet: the server makes it when there are papers.')
    const papers = index.manifest.segments.reduce((sum, { documents, tombstones }) => {
      return sum + documents - (tombstones?.documents ?? 0)
    }, 0)
    return ok('search index', `It holds ${counted(papers, 'paper')}, and every byte is as it was written.`)
  } catch (error) {
    if (!(error instanceof IndexDamaged)) throw error
    return warning(
      'search index',
      error.message,
      'A running server makes it anew by itself; without one: broadsheet index --rebuild',
    )
  }
}
