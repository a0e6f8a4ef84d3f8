// What a killed run goes on from: the number of steps made, the table, Adagrad's sums.

import { closeSync, existsSync, openSync, readSync, renameSync, writeSync } from 'node:fs'

/** Fills both arrays and gives the number of steps made; 0 where there is no file. */
export function readCheckpoint(path: string, values: Float32Array, squares: Float32Array): number {
  if (!existsSync(path)) return 0
  const file = openSync(path, 'r')
  try {
    const head = new Float64Array(2)
    readSync(file, head)
    const [steps, length] = head
    if (length !== values.length) {
      throw new Error(
        `The checkpoint ${path} was made with another size of the model. Delete it, or choose another work folder.`,
      )
    }
    for (const array of [values, squares])
      if (readAll(file, array) !== array.byteLength)
        throw new Error(`The checkpoint ${path} is cut off. Delete it.`)
    return steps ?? 0
  } finally {
    closeSync(file)
  }
}

/** Written beside and renamed: a run killed while saving keeps the checkpoint before. */
export function writeCheckpoint(
  path: string,
  steps: number,
  values: Float32Array,
  squares: Float32Array,
): void {
  const file = openSync(`${path}.new`, 'w')
  try {
    writeSync(file, Float64Array.of(steps, values.length))
    for (const array of [values, squares]) {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    }
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.new`, path)
}

function readAll(file: number, array: Float32Array): number {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  let at = 0
  while (at < bytes.length) {
    const read = readSync(file, bytes, at, bytes.length - at, null)
    if (read === 0) break
    at += read
  }
  return at
}
