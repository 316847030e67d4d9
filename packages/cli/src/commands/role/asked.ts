import type { ResourceRole } from '@ingot/contract'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { UsageError } from '../../usage-error.ts'

export interface RoleOptions {
  user: string
  role: ResourceRole
  catalog?: string
  consumer?: string
}

const roles: readonly ResourceRole[] = ['Owner', 'SharedResourceUser']

/** Flags that say who has which role on what. */
export function roleFlags(command: Command): Command {
  return command
    .requiredOption('--user <user>', 'the user')
    .addOption(
      new Option('--role <role>', 'Owner may do everything with it, SharedResourceUser may use it')
        .choices(roles)
        .argParser(parseRole)
        .makeOptionMandatory(),
    )
    .option('--catalog <name>', 'on this catalog')
    .option('--consumer <consumer>', 'on this consumer: id, name or TYPE/NAME')
}

/** A role in any spelling: `owner`, `shared-resource-user`, `SharedResourceUser`. */
export function parseRole(text: string): ResourceRole {
  const letters = text.toLowerCase().replaceAll(/[-_ ]/g, '')
  const role = roles.find((one) => one.toLowerCase() === letters)
  if (role === undefined) throw new InvalidArgumentError(`Allowed choices are ${roles.join(', ')}.`)
  return role
}

/** The role as the API takes it. Throws `UsageError` where it is not on exactly one thing. */
export function roleOf({ user, role, catalog, consumer }: RoleOptions): RoleOptions {
  if ((catalog === undefined) === (consumer === undefined)) {
    const both = catalog === undefined ? 'none' : 'both'
    const message = `Expected exactly one of --catalog and --consumer, got ${both}`
    throw new UsageError('USAGE', message, 'Name what the role is on.')
  }
  return { user, role, catalog, consumer }
}
