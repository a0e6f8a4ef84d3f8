// A message as Python's library reads it: another parser than the one that our tests use otherwise, and a strict one.

import { spawnSync } from 'node:child_process'

const script = `
import email, email.policy, json, sys
message = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
def told(part):
    return {'type': part.get_content_type(), 'charset': part.get_content_charset(),
            'defects': [str(d) for d in part.defects] + [str(d) for v in part.values() for d in v.defects],
            'text': part.get_content() if part.get_content_maintype() == 'text' else None}
print(json.dumps({'headers': [[name, str(value)] for name, value in message.items()],
                  'parts': [told(part) for part in message.walk()]}))
`

export interface PythonMail {
  headers: [name: string, value: string][]
  /** The whole and all within it, in their order. `defects`: what is wrong, a sentence each. */
  parts: { type: string; charset: string | null; defects: string[]; text: string | null }[]
}

/** False, or why it can't be asked: give it to \`skip\`. */
export const noPython = spawnSync('python3', ['--version']).status === 0 ? false : 'python3 is not installed'

export function readByPython(raw: Buffer): PythonMail {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', script], {
    input: raw,
    maxBuffer: 10_000_000,
  })
  if (status !== 0) throw new Error(String(stderr))
  return JSON.parse(String(stdout)) as PythonMail
}
