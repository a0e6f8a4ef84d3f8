import { type Config, isLoopback } from '../config.ts'
import { Invalid } from '../errors.ts'
import { type Check, failed, ok, warning } from './check.ts'

/** Reads the settings; wrong ones become checks instead of an error. */
export function checkSettings(read: () => Config): { config: Config | null; checks: Check[] } {
  try {
    const config = read()
    const given = Object.values(config.origins).filter((origin) => origin !== 'default').length
    const says = `All are valid; ${given === 1 ? '1 is' : `${given} are`} not left to the default.`
    return { config, checks: [ok('settings', says)] }
  } catch (error) {
    return { config: null, checks: wrongSettings(error) }
  }
}

function wrongSettings(error: unknown): Check[] {
  const todo =
    'Correct it in the environment or in broadsheet.config.json; `broadsheet config` shows all settings.'
  const problems = error instanceof Invalid ? Object.entries(error.fields) : []
  if (problems.length > 0)
    return problems.map(([name, problem]) => failed('settings', `${name} ${problem}.`, todo))
  return [failed('settings', error instanceof Error ? error.message : String(error), todo)]
}

/** Whether readers can reach the site the way the settings say. */
export function checkAddress({ values }: Config): Check {
  const { HOST, PORT, PUBLIC_URL } = values
  const listens = `Listens on ${HOST}, port ${PORT}`
  if (PUBLIC_URL === undefined) return ok('address', `${listens}; only this machine reaches it.`)
  const says = `${listens}; readers come to ${PUBLIC_URL}.`
  const url = new URL(PUBLIC_URL)
  const published = !isLoopback(url.hostname)
  if (!published && !isLoopback(HOST)) {
    return warning('address', says, 'Set PUBLIC_URL to the name by which other machines reach this one.')
  }
  if (published && url.protocol === 'http:') {
    return warning(
      'address',
      `${says} Without https everyone on the way can read along.`,
      'Serve it by https.',
    )
  }
  return ok('address', says)
}
