// GitHub: https://docs.github.com/en/rest/repos/repos#get-a-repository. One repository a request.

import { countIn } from '../../papers/import/fields.ts'
import { bareRecord } from '../../papers/import/record-parts.ts'
import { endpoint } from '../endpoint.ts'
import type { KnownPaper, Lookup } from '../protocol.ts'
import { readJsonObject } from '../read-json.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { unlessInvalid } from './unless-invalid.ts'

const who = 'GitHub'
/** Gone, or taken down: nothing is known of its stars. */
const gone = [404, 410, 451]

/** Without a key 60 requests an hour. Whoever asks with `If-None-Match` deals with 304 itself: it has no content. */
export function githubLookup({ url, apiKey }: { url: string; apiKey?: string }): Lookup {
  return {
    most: 1,
    canAsk: (paper) => repositoryOf(paper) !== undefined,
    ask: ([paper]) => ({
      url: endpoint(url, `/repos/${paper === undefined ? '' : (repositoryOf(paper)?.path ?? '')}`),
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
      },
    }),
    read(answer, [paper]) {
      const repository = paper && repositoryOf(paper)
      if (paper === undefined || repository === undefined || gone.includes(answer.status)) return []
      requireSuccess(answer, who)
      const whole = readJsonObject(answer, who)
      const stars = unlessInvalid(() => countIn(whole, 'stargazers_count'))
      if (stars === undefined)
        throw new SourceTrouble('garbled', `${who} answered without a number of stars.`)
      return [{ ...bareRecord(paper.id), links: [{ kind: 'code', url: repository.address, stars }] }]
    },
  }
}

interface Repository {
  /** As the paper has it, so that the stars join that link, whatever the repository is called now. */
  address: string
  /** `owner/name` */
  path: string
}

const repositoryAddress =
  /^https?:\/\/(?:www\.)?github\.com\/([a-z\d][a-z\d-]{0,38})\/([\w.-]{1,100}?)(?:\.git)?(?:[/?#].*)?$/i
/** Pages of GitHub itself that look like an owner. */
const notOwners = /^(?:orgs|topics|features|settings|sponsors|about|marketplace|collections|search|apps)$/i

/** The first of the paper's addresses that is a repository there. */
function repositoryOf({ code }: KnownPaper): Repository | undefined {
  for (const address of code) {
    const [, owner = '', name = ''] = repositoryAddress.exec(address.trim()) ?? []
    if (owner === '' || notOwners.test(owner) || /^\.+$/.test(name)) continue
    return { address, path: `${owner}/${name}` }
  }
  return undefined
}
