// Up to which day editions are open, as the store was last told: curators schedule papers for later days, and those must
// not show in a search, where no clock is asked.

import type { Db, Tx } from '../../db/connect.ts'
import { getMark, putMark } from '../../db/marks.ts'
import { nextChangeSeq } from '../../db/write.ts'
import type { Day } from '../calendar.ts'
import { advancePapers } from '../save-queries.ts'

/** Written out once more in finding/queries.ts. */
const OPEN_EDITION = 'open edition'

/** The last day that readers may see; a day of the far future while nobody has said. */
export const openDay = async (db: Db | Tx): Promise<Day> => (await getMark(db, OPEN_EDITION)) ?? '9999-12-31'

/** Opens editions up to today; their papers are changed ones for whoever follows changes. A day never closes again. */
export async function openEditionsIn(tx: Tx, today: Day): Promise<void> {
  // Takes the lock of all writers of papers: two nodes open a day once.
  await nextChangeSeq(tx, 0)
  const open = await getMark(tx, OPEN_EDITION)
  if (open !== null && open >= today) return
  await putMark(tx, OPEN_EDITION, today)
  const rows = await tx
    .selectFrom('edition_entry')
    .select('paper_id')
    .distinct()
    .where('day', '>', open ?? today)
    .$if(open !== null, (query) => query.where('day', '<=', today))
    .execute()
  await advancePapers(
    tx,
    rows.map(({ paper_id }) => paper_id),
  )
}
