import type { Command } from 'commander'
import { type Action, allowed, permissions, type Standing, standings } from '../src/accounts/permissions.ts'
import type { CliContext } from '../src/cli/context.ts'
import { createProgram } from '../src/cli/program.ts'
import type { Setting } from '../src/setting.ts'
import { settings } from '../src/settings.ts'

const GENERATED = '<!-- Written by `npm run docs` from the code: change the code, not this page. -->'

/** docs/configuration.md */
export function configurationDocument(): string {
  const rows = Object.entries(settings).map(([name, setting]) =>
    settingRow(name, setting as Setting<unknown>),
  )
  return `# Configuration

${GENERATED}

Settings come from, first found first: options on the command line, the environment, a file named by
\`NAME_FILE\` (for secrets), \`broadsheet.config.json\` in the data folder, the default. A wrong value stops the
start with one message that names them all. \`broadsheet config\` shows what holds and where it came from.

| name | value | default | meaning |
|---|---|---|---|
${rows.join('\n')}
`
}

function settingRow(name: string, { kind, fallback, help, secret }: Setting<unknown>): string {
  const value = secret ? `${kind.name} (secret)` : kind.name
  const initial = fallback ? `\`${fallback}\`` : 'none'
  return `| \`${name}\` | ${value} | ${initial} | ${help} |`
}

/** docs/cli.md */
export function cliDocument(): string {
  const program = createProgram({ version: '' } as CliContext)
  return `# Commands

${GENERATED}

Exit status: 0 done, 1 it failed (one sentence says why and what to do), 2 wrong usage. Logs and progress go to
standard error. With \`--json\` a command prints exactly one JSON document on standard output.
\`broadsheet --help\` lists the commands, \`broadsheet COMMAND --help\` the options of one, \`broadsheet --version\` the version.

${program.commands.flatMap((command) => [commandSection(command), ...command.commands.map((sub) => subcommandSection(command, sub))]).join('\n\n')}
`
}

function commandSection(command: Command): string {
  const options = command.options.map((option) => `| \`${option.flags}\` | ${option.description} |`)
  return `## ${command.name()}

\`broadsheet ${command.name()} ${command.usage()}\`

${command.description()}

| option | meaning |
|---|---|
${options.join('\n')}`
}

function subcommandSection(parent: Command, command: Command): string {
  const name = `${parent.name()} ${command.name()}`
  return `## ${name}

\`broadsheet ${name} ${command.usage()}\`

${command.description()}; with the options of \`${parent.name()}\``
}

/** docs/permissions.md */
export function permissionsDocument(): string {
  const rows = (Object.keys(permissions) as Action[]).map(permissionRow)
  return `# Permissions

${GENERATED}

Each role may do what those before it may. “Own” means what belongs to the one who asks, “others’” what belongs to
somebody else. Whoever is suspended may read and sign out, and where it says so little more. Nobody acts on a member
whose role is above theirs, nor on themselves where it says others’. A token may at most what its member
may, and one that was made for some scopes only what stands beside them.

| action | what | scope | ${standings.join(' | ')} |
|---|---|---|${standings.map(() => '---').join('|')}|
${rows.join('\n')}
`
}

function permissionRow(action: Action): string {
  const cells = standings.map((standing) => permissionCell(standing, action))
  return `| \`${action}\` | ${permissions[action].does} | ${permissions[action].scope ?? 'none'} | ${cells.join(' | ')} |`
}

function permissionCell(standing: Standing, action: Action): string {
  const { own, others } = allowed(standing, action)
  if (own && others) return 'yes'
  if (own) return 'own'
  return others ? 'others’' : 'no'
}
