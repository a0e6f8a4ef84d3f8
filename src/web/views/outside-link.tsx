import type { ComponentChildren } from 'preact'
import { webAddress } from './web-address.ts'

interface OutsideLinkProps {
  href: string
  class?: string
  title?: string
  children: ComponentChildren
}

/** A link that leaves the site, without telling where it came from. Text alone where the address is none. */
export function OutsideLink({ href, children, ...attributes }: OutsideLinkProps) {
  const address = webAddress(href)
  if (!address) return <span>{children}</span>
  return (
    <a href={address} rel="noreferrer" {...attributes}>
      {children}
    </a>
  )
}
