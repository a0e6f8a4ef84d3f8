import { randomBytes } from 'node:crypto'

/** 24 hexadecimal digits, as all people have. */
export const newMemberId = (): string => randomBytes(12).toString('hex')
