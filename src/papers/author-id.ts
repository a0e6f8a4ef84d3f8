import { createHash } from 'node:crypto'
import type { Author, PaperId } from './paper.ts'

/** 24 hexadecimal digits: as recorded, else what follows from the paper, the position (from 0) and the name. */
export const authorId = (paperId: PaperId, position: number, { id, name }: Author): string =>
  id ?? createHash('sha256').update(`author:${paperId}:${position}:${name}`).digest('hex').slice(0, 24)
