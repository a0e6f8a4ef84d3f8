/** A file of the index is missing or is not what was written. The index is derived: rebuild it. */
export class IndexDamaged extends Error {
  constructor(file: string, what: string) {
    super(`The search index is damaged: ${file} ${what}.`)
    this.name = 'IndexDamaged'
  }
}
