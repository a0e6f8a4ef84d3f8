import * as v from 'valibot'
import { address, count, hexId, time } from './text.ts'

const facts = {
  _id: hexId,
  avatarUrl: address,
  isPro: v.boolean(),
  fullname: v.string(),
  /** The handle, as in `/@NAME`; known clients look for it under either name. */
  user: v.string(),
  name: v.string(),
  type: v.string(),
}

export const person = v.object(facts)

export const submitter = v.object({
  ...facts,
  isHf: v.boolean(),
  isHfAdmin: v.boolean(),
  isMod: v.boolean(),
  followerCount: v.optional(count),
})

export const author = v.object({
  _id: hexId,
  name: v.string(),
  hidden: v.boolean(),
  /** Of a claim: `claimed_verified`, `admin_assigned`, `extracted_pending`, … */
  status: v.optional(v.string()),
  statusLastChangedAt: v.optional(time),
  user: v.optional(person),
})

export const organization = v.object({
  _id: hexId,
  name: v.string(),
  fullname: v.string(),
  avatar: address,
})
