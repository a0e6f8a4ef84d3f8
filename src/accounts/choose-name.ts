import type { Db } from '../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../db/write.ts'
import { Forbidden } from '../errors.ts'
import { likeness, readHandle } from './handles.ts'
import { addPersonOfMember, changeMember, isFreeName, memberById } from './member-queries.ts'
import { nameTaken } from './new-member.ts'

/** For who came by a service and has none yet. @throws Invalid, Conflict, Forbidden */
export function chooseName(db: Db, id: string, wish: string): Promise<void> {
  const name = readHandle(wish)
  return inTransaction(db, async (tx) => {
    // One at a time: of two who choose the same name at the same moment the second is told that it is taken.
    await nextChangeSeq(tx, 0)
    const member = await memberById(tx, id)
    if (member?.state !== 'unnamed') throw new Forbidden('Your account has a name already.')
    if (!(await isFreeName(tx, name))) throw nameTaken(name)
    await changeMember(tx, id, { name, likeness: likeness(name), state: 'active' })
    await addPersonOfMember(tx, id, name)
  })
}
