// Single papers of the well-known site and results of its search: https://huggingface.co/docs/hub/api

import { fieldsOf, objectIn } from '../../papers/import/fields.ts'
import { recordOfHfPaper } from '../../papers/import/hf-daily.ts'
import type { Item } from '../../papers/import/item.ts'
import type { PaperId, PaperRecord } from '../../papers/paper.ts'
import { endpoint } from '../endpoint.ts'
import type { Answer, Ask } from '../protocol.ts'
import { readJsonList, readJsonObject } from '../read-json.ts'
import { requireSuccess } from '../status-trouble.ts'

const who = 'Hugging Face'

export function askForHfPaper(url: string, id: PaperId): Ask {
  return { url: endpoint(url, `/api/papers/${encodeURIComponent(id)}`) }
}

/** What it says of a paper. Null where it doesn't know the paper. @throws SourceTrouble, Invalid */
export function readHfPaper(answer: Answer): PaperRecord | null {
  if (answer.status === 404 && /^\s*\{\s*"error"\s*:/.test(answer.text)) return null
  requireSuccess(answer, who)
  return recordOfHfPaper(readJsonObject(answer, who))
}

/** The papers that its search found. @throws SourceTrouble */
export function readHfSearch(answer: Answer): Item[] {
  requireSuccess(answer, who)
  return readJsonList(answer, who).map((value, place) => ({
    where: `result ${place + 1}`,
    read: () => {
      const item = fieldsOf(value, 'The result')
      return recordOfHfPaper(objectIn(item, 'paper') ?? item, item)
    },
  }))
}
