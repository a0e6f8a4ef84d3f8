// XML as data: elements with their texts and children. Namespaces are not resolved: the sources each have one form.

export interface XmlElement {
  /** Without its prefix: `title` of `<dc:title>`. */
  name: string
  /** `dc` of `<dc:title>`, empty where there is none. */
  prefix: string
  /** As written, prefixes included; without a prototype, so that no name means anything else. */
  attributes: Record<string, string>
  children: (XmlElement | string)[]
}

/** The elements of that local name right below, in their order. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  const found: XmlElement[] = []
  for (const child of element?.children ?? [])
    if (typeof child !== 'string' && child.name === name) found.push(child)
  return found
}

/** The first of them. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const child of element?.children ?? [])
    if (typeof child !== 'string' && child.name === name) return child
  return undefined
}

/** All text within, that of the elements within included, as it was written; empty where there is no element. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  const [only, ...others] = element.children
  if (typeof only === 'string' && others.length === 0) return only
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}
