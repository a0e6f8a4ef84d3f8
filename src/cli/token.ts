import type { Command } from 'commander'
import { makeApiToken } from '../accounts/api-tokens.ts'
import { memberByName } from '../accounts/member-queries.ts'
import { scopes } from '../accounts/roles.ts'
import { NotFound } from '../errors.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'

interface TokenOptions extends StoreOptions {
  scope?: string[]
}

export function addTokenCommand(program: Command, context: CliContext): void {
  program
    .command('token')
    .description('make tokens for programs')
    .command('create')
    .description('make a token for a member and print it, this once')
    .argument('<name>', 'the member, as in /@NAME')
    .option('--scope <scope...>', `what it may do: ${scopes.join(', ')}; without, all that its member may`)
    .action((name: string, _: object, command: Command) =>
      createToken(context, name, command.optsWithGlobals()),
    )
}

function createToken(context: CliContext, name: string, options: TokenOptions): Promise<void> {
  const config = context.config(options)
  const now = context.clock(config).now()
  const wanted = (options.scope ?? []).flatMap((words) => words.split(',')).filter((word) => word !== '')
  return withStore(config, async ({ db }) => {
    const member = await memberByName(db, name)
    if (!member) throw new NotFound(`There is no member ${name}. Make one with \`broadsheet user create\`.`)
    const wish = { memberId: member.id, name: 'made in the shell', scopes: wanted }
    const token = await makeApiToken(db, wish, now)
    if (options.json) printJson(context, { token })
    else printLine(context, token)
  })
}
