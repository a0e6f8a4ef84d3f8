import type { Command } from 'commander'
import type { Config, SettingName } from '../config.ts'
import type { Setting } from '../setting.ts'
import { settings } from '../settings.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { printJson, printLine } from './output.ts'

export function addConfigCommand(program: Command, context: CliContext): void {
  program
    .command('config')
    .description('print each setting, its value and where it came from; secrets are hidden')
    .action((options: StoreOptions) => runConfig(context, options))
}

function runConfig(context: CliContext, options: StoreOptions): void {
  const shown = shownSettings(context.config(options))
  if (options.json) printJson(context, Object.fromEntries(shown.map(({ name, ...rest }) => [name, rest])))
  else printTable(context, shown)
}

function printTable(context: CliContext, shown: ShownSetting[]): void {
  const nameWidth = Math.max(...shown.map(({ name }) => name.length))
  const valueWidth = Math.max(...shown.map(({ value }) => (value ?? '').length))
  for (const { name, value, origin } of shown) {
    const line = `${name.padEnd(nameWidth)}  ${(value ?? '').padEnd(valueWidth)}  ${origin ?? 'not set'}`
    printLine(context, line)
  }
}

interface ShownSetting {
  name: SettingName
  value: string | null
  origin: string | null
}

function shownSettings({ values, origins }: Config): ShownSetting[] {
  const names = Object.keys(settings) as SettingName[]
  return names.map((name) => {
    const written = asWritten(values[name])
    const { secret } = settings[name] as Setting<unknown>
    return {
      name,
      value: written !== null && secret ? masked(written) : written,
      origin: origins[name] ?? null,
    }
  })
}

/** A value in the form in which it can be given. */
function asWritten(value: unknown): string | null {
  if (value === undefined) return null
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value)) return value.join(',')
  if (typeof value === 'object' && value !== null) return Object.values(value).join(' ')
  return String(value)
}

/** Of an address only the password and the parameters are secret: the rest is what one looks for here. */
function masked(secret: string): string {
  const url = URL.parse(secret)
  if (!url?.host) return '***'
  const user = url.username === '' ? '' : `${url.username}${url.password === '' ? '' : ':***'}@`
  return `${url.protocol}//${user}${url.host}${url.pathname}${url.search === '' ? '' : '?***'}`
}
