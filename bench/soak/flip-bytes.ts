// Flips single bytes of an index's files: each has to be noticed when the index is opened.

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { IndexDamaged } from '../../src/search/folder/index-damaged.ts'
import { openIndex } from '../../src/search/folder/open-index.ts'
import { flipByte } from '../../test/support/index-folder.ts'
import type { CrashOptions } from './index-crashes.ts'
import { createRandom } from './random.ts'

/** `flips` of them over all files; the first and the last bytes of each always. Returns what went wrong. */
export function flipBytes(folder: string, { flips, seed, print }: CrashOptions): string[] {
  const random = createRandom(seed)
  const files = readdirSync(folder).filter((file) => statSync(join(folder, file)).size > 0)
  const problems: string[] = []
  let done = 0
  for (const file of files) {
    const { size } = statSync(join(folder, file))
    const places = Array.from({ length: Math.ceil(flips / files.length) }, () => random.below(size))
    for (const at of [0, 8, 12, 16, size - 1, ...places].filter((place) => place < size)) {
      const flip = () => flipByte(join(folder, file), at, 1 << (at % 8))
      flip()
      done++
      if (!isNoticed(folder)) problems.push(`byte ${at} of ${file} was flipped and nobody noticed`)
      flip()
    }
  }
  if (isNoticed(folder)) problems.push('damage is told where there is none')
  print(`flipped ${done} bytes in ${files.length} files: ${done - problems.length} noticed`)
  return problems
}

function isNoticed(folder: string): boolean {
  try {
    openIndex(folder)
    return false
  } catch (error) {
    if (error instanceof IndexDamaged) return true
    throw error
  }
}
