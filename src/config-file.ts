import { readFileSync } from 'node:fs'

/**
 * The texts of a configuration file, as they would stand in the environment; {} where there is no such file.
 * Whatever is wrong with it goes into `problems`, and never what stands in it: that may be a password.
 */
export function readConfigFile(
  path: string,
  isSetting: (name: string) => boolean,
  problems: Record<string, string>,
): Record<string, string> {
  const content = readContent(path, problems)
  if (content === null) return {}
  const parsed = parseObject(content)
  if (typeof parsed === 'string') {
    problems[path] = parsed
    return {}
  }
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(parsed)) {
    const text = textOf(value)
    if (!isSetting(name)) problems[`${path}: ${name}`] = 'is no setting of this program'
    else if (text === null) problems[`${path}: ${name}`] = 'must be text, a number, true or false'
    else texts[name] = text
  }
  return texts
}

function readContent(path: string, problems: Record<string, string>): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTDIR') problems[path] = `can’t be read: ${message}`
    return null
  }
}

/** The object, or what is wrong. JSON.parse's own message would quote the text. */
function parseObject(content: string): object | string {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? value
      : 'is not a JSON object'
  } catch (error) {
    const place = /\(line \d+ column \d+\)/.exec((error as Error).message)?.[0] ?? ''
    return `is not a JSON object: it can’t be read ${place}`.trimEnd()
  }
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? value.join(',') : null
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null
}
