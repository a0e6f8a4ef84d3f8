import { categories } from '../../papers/lists/newest.ts'
import type { Ctx } from '../environment.ts'
import { FeedsPage } from '../pages/feeds.tsx'
import { isCategory } from '../views/category-names.ts'
import { render } from './answer.ts'

export async function showFeeds(c: Ctx): Promise<Response> {
  const known = (await categories(c.var.db)).filter(isCategory)
  return render(c, <FeedsPage site={c.var.site} categories={known} />)
}
