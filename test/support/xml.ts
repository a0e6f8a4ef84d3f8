// XML as a tree, read strictly: whatever is not well-formed is an error.

import sax from 'sax'

export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  /** Its own, without that of its children. */
  text: string
}

export function readXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const parser = sax.parser(true, { xmlns: false })
  parser.onerror = (error) => {
    throw error
  }
  parser.onopentag = ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  }
  parser.onclosetag = () => void open.pop()
  const onText = (part: string) => {
    const element = open.at(-1)
    if (element) element.text += part
  }
  parser.ontext = onText
  parser.oncdata = onText
  parser.write(text).close()
  const [top] = root.children
  if (!top || root.children.length > 1) throw new Error('An XML document has one element at its top.')
  return top
}

export const childrenOf = ({ children }: XmlElement, name: string): XmlElement[] =>
  children.filter((child) => child.name === name)

/** The text of the only child of that name; undefined where there is none or several. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const [only, second] = childrenOf(element, name)
  return second ? undefined : only?.text
}
