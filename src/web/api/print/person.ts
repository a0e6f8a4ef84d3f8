import type { ItemPerson } from '../../../papers/lists/daily-item-queries.ts'
import type { Organization, RecordedPerson } from '../../../papers/paper.ts'
import { present } from '../../../papers/present.ts'
import { personId } from '../../../papers/recorded-person.ts'
import { routes } from '../../routes.ts'

/** A person in an answer; pictures are ours (`base` is the site's address): nothing of a reader goes elsewhere. */
export function printPerson(person: RecordedPerson, base: string) {
  return {
    _id: personId(person),
    avatarUrl: `${base}${routes.avatar(person.name)}`,
    isPro: person.isPro ?? false,
    fullname: person.fullname ?? person.name,
    user: person.name,
    name: person.name,
    type: person.type ?? 'user',
  }
}

export function printSubmitter(person: ItemPerson, base: string) {
  const moderates = person.role === 'moderator' || person.role === 'admin'
  return {
    ...printPerson(person, base),
    isHf: person.isHf ?? false,
    isHfAdmin: person.isHfAdmin ?? false,
    isMod: moderates || (person.isMod ?? false),
    ...present({ followerCount: person.followerCount }),
  }
}

/** The site itself, as if it were a person: its rule chose the paper, or a file that names nobody brought it. */
export function printSite(siteName: string, base: string) {
  const handle =
    siteName
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'site'
  return {
    ...printSubmitter({ id: personId({ name: handle }), name: handle, type: 'org' }, base),
    fullname: siteName,
  }
}

export function printOrganization({ id, name, fullname }: Organization, base: string) {
  return { _id: id, name, fullname: fullname ?? name, avatar: `${base}${routes.avatar(name)}` }
}
