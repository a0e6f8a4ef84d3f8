import { text } from 'node:stream/consumers'
import { type Command, InvalidArgumentError } from 'commander'
import { giveRole as giveRoleTo } from '../accounts/give-role.ts'
import { makeLink } from '../accounts/links.ts'
import { allMembers } from '../accounts/member-queries.ts'
import { isRole, type Role, roles } from '../accounts/roles.ts'
import { accountsOf, signInAddress } from '../app.ts'
import { linkPerson } from '../community/claims/link-person.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'

interface CreateOptions extends StoreOptions {
  email: string
  role: Role
  passwordStdin?: boolean
}

export function addUserCommand(program: Command, context: CliContext): void {
  const user = program.command('user').description('make members, list them, give them roles')
  user
    .command('create')
    .description(
      'make a member whose address counts as confirmed; without a password prints a link to sign in',
    )
    .argument('<name>', 'as in /@NAME')
    .requiredOption('--email <address>', 'mail address')
    .option('--role <role>', roles.join(', '), roleOf, 'reader')
    .option('--password-stdin', 'read a password from standard input')
    .action((name: string, _: object, command: Command) =>
      createUser(context, name, command.optsWithGlobals()),
    )
  user
    .command('list')
    .description('show all members')
    .action((_: object, command: Command) => listUsers(context, command.optsWithGlobals()))
  user
    .command('role')
    .description('give a member a role')
    .argument('<name>', 'as in /@NAME')
    .argument('<role>', roles.join(', '), roleOf)
    .action((name: string, role: Role, _: object, command: Command) =>
      giveRole(context, command.optsWithGlobals(), name, role),
    )
  user
    .command('link')
    .description('say that a person whom imported lists name is a member')
    .argument('<name>', 'the member, as in /@NAME')
    .argument('<recorded>', 'the name on the imported lists')
    .action((name: string, recorded: string, _: object, command: Command) =>
      linkRecorded(context, command.optsWithGlobals(), name, recorded),
    )
}

function linkRecorded(
  context: CliContext,
  options: StoreOptions,
  member: string,
  recorded: string,
): Promise<void> {
  const config = context.config(options)
  return withStore(config, async ({ db }) => {
    await linkPerson(db, { member, recorded, by: null, now: context.clock(config).now() })
    if (options.json) return printJson(context, { member, recorded })
    printLine(context, `What ${recorded} submitted on imported lists stands on the page of ${member} now.`)
  })
}

function roleOf(word: string): Role {
  if (isRole(word)) return word
  throw new InvalidArgumentError(`It must be one of ${roles.join(', ')}.`)
}

const LINK_VALID_MS = 2 * 86_400_000

async function createUser(context: CliContext, name: string, options: CreateOptions): Promise<void> {
  const config = context.config(options)
  const password = options.passwordStdin ? await passwordFrom(context) : undefined
  await withStore(config, async (database) => {
    const { db } = database
    const { email, role } = options
    const wish = { name, email, role, vouched: true, ...(password !== undefined && { password }) }
    const id = await accountsOf(config, database, context.clock(config)).addMember(wish)
    const signIn = password === undefined ? await signInLink(context, config, db, id) : undefined
    if (options.json) return printJson(context, { id, name, role, ...(signIn && { signIn }) })
    printLine(context, `${name} is a member with the role ${role}.`)
    if (signIn) printLine(context, `To sign in, once, within two days: ${signIn}`)
  })
}

const passwordFrom = async ({ stdin }: CliContext): Promise<string> =>
  (await text(stdin)).replace(/\r?\n$/, '')

async function signInLink(context: CliContext, config: Config, db: Db, memberId: string): Promise<string> {
  const link = { purpose: 'sign-in' as const, memberId, validMs: LINK_VALID_MS }
  const token = await makeLink(db, link, context.clock(config).now())
  return signInAddress(config, token)
}

function listUsers(context: CliContext, options: StoreOptions): Promise<void> {
  return withStore(context.config(options), async ({ db }) => {
    const members = (await allMembers(db)).map(({ id, name, email, role, state, created_at }) => ({
      ...{ id, name, email, role, state },
      createdAt: created_at,
    }))
    if (options.json) return printJson(context, { users: members })
    if (members.length === 0)
      printLine(context, 'There are no members. Make one with `broadsheet user create`.')
    for (const { name, email, role, state } of members)
      printLine(context, `${name.padEnd(24)} ${role.padEnd(10)} ${state.padEnd(10)} ${email}`)
  })
}

function giveRole(context: CliContext, options: StoreOptions, name: string, role: Role): Promise<void> {
  const config = context.config(options)
  return withStore(config, async (database) => {
    await giveRoleTo(database.db, { name, role, by: null, now: context.clock(config).now() })
    if (options.json) printJson(context, { name, role })
    else printLine(context, `${name} has the role ${role}.`)
  })
}
