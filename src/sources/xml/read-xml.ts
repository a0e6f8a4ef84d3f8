import sax from 'sax'
import { SourceTrouble } from '../source-trouble.ts'
import type { XmlElement } from './xml-element.ts'

/** Deeper than any answer, and far from the end of the stack for whoever walks through it. */
const deepest = 60
/** Elements, texts and attributes. A page of 1,000 records has 30,000. */
const mostNodes = 1_000_000
/** Of a declaration `<!…>` of which it isn't clear yet what it is; `[CDATA[` is the longest that is let in. */
const longestDeclaration = 8
/** sax looks at such a declaration anew with each of its characters; in pieces of this length that stays cheap. */
const pieceLength = 4_096

/** Most elements have no attributes, and an object without a prototype is slow to make. */
const noAttributes: Record<string, string> = Object.freeze(Object.create(null) as Record<string, string>)

/** XML's own entities: https://www.w3.org/TR/xml/#sec-predefined-ent */
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * The root element of a whole document. Strict and without the dangerous parts of XML: no document types, hence no
 * entities of the document's own and nothing fetched; no processing instructions.
 * @throws SourceTrouble `garbled` for anything else than a whole, well-formed document.
 */
export function readXml(text: string): XmlElement {
  const builder = treeBuilder()
  const parser = strictParser(builder)
  try {
    for (let at = 0; at < text.length; at += pieceLength) {
      parser.write(text.slice(at, at + pieceLength))
      if (undecided(parser) > longestDeclaration)
        throw garbled('holds a declaration that doesn’t belong there')
    }
    parser.close()
  } catch (error) {
    // sax itself throws where an attribute is called like a method of objects.
    throw error instanceof SourceTrouble ? error : garbled('is not well-formed')
  }
  return builder.root()
}

const garbled = (how: string) => new SourceTrouble('garbled', `The answer is no usable XML: it ${how}.`)

const undecided = (parser: sax.SAXParser): number =>
  (parser as sax.SAXParser & { sgmlDecl: string }).sgmlDecl.length

function strictParser(builder: TreeBuilder): sax.SAXParser {
  const parser = new sax.SAXParser(true, { position: false })
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, entities)
  parser.onerror = () => {
    throw garbled('is cut off or not well-formed')
  }
  parser.ondoctype = () => {
    throw garbled('declares a document type, which answers don’t need')
  }
  parser.onsgmldeclaration = parser.ondoctype
  parser.onprocessinginstruction = ({ name }) => {
    if (name !== 'xml' || builder.hasBegun()) throw garbled('holds a processing instruction')
  }
  parser.onopentagstart = (tag) => builder.open(tag.name)
  parser.onattribute = ({ name, value }) => builder.attribute(name, value)
  parser.onclosetag = builder.close
  parser.ontext = builder.text
  parser.oncdata = builder.text
  return parser
}

interface TreeBuilder {
  open(tagName: string): void
  attribute(name: string, value: string): void
  text(text: string): void
  close(): void
  hasBegun(): boolean
  root(): XmlElement
}

function treeBuilder(): TreeBuilder {
  const above: XmlElement[] = []
  let root: XmlElement | undefined
  let current: XmlElement | undefined
  let nodes = 0
  const count = () => {
    if (++nodes > mostNodes) throw garbled(`has more than ${mostNodes} parts`)
  }
  return {
    open(tagName) {
      count()
      if (current === undefined && root !== undefined) throw garbled('has two beginnings')
      if (above.length + 1 >= deepest) throw garbled(`is nested deeper than ${deepest} elements`)
      const element = elementOf(tagName)
      if (current === undefined) root = element
      else {
        current.children.push(element)
        above.push(current)
      }
      current = element
    },
    attribute(name, value) {
      count()
      if (current === undefined) return
      if (current.attributes === noAttributes) current.attributes = Object.create(null)
      current.attributes[name] = value
    },
    text(text) {
      if (current === undefined) return
      count()
      current.children.push(text)
    },
    close() {
      current = above.pop()
    },
    hasBegun: () => root !== undefined,
    root() {
      if (root === undefined) throw garbled('is empty')
      return root
    },
  }
}

function elementOf(tagName: string): XmlElement {
  const colon = tagName.indexOf(':')
  return {
    name: colon < 0 ? tagName : tagName.slice(colon + 1),
    prefix: colon < 0 ? '' : tagName.slice(0, colon),
    attributes: noAttributes,
    children: [],
  }
}
