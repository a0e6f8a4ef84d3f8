import { Invalid } from '../errors.ts'

/** False for addresses that were made up here: of who came by a service that tells none, and of who left. */
export const canGetMail = (address: string): boolean => !/(\.invalid|@invalid\.example)$/i.test(address)

/** In lower case. @throws Invalid */
export function readAddress(text: string): string {
  const address = text.trim().toLowerCase()
  if (
    canGetMail(address) &&
    /^[^\s@<>",;:\\()[\]\p{Cc}]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,24}$|^[^\s@<>\p{Cc}]{1,64}@localhost$/u.test(
      address,
    )
  )
    return address
  throw new Invalid('This is no mail address.', { email: 'must be a mail address such as ada@example.org' })
}
