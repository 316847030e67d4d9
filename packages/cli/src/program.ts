import { Command, type Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { AnyCommand } from './command.ts'
import { nouns } from './commands/index.ts'
import { readFlags } from './flags.ts'

/** What happens when a command line names a command: its options as declared, and its arguments. */
export type Act = (definition: AnyCommand, options: object, args: readonly unknown[]) => Promise<void>

/**
 * The program with the commands of the nouns that `wanted` names; of the others only name and summary, so that a
 * command line loads the code of its own command alone. `undefined` loads all.
 */
export async function createProgram(wanted: readonly string[] | undefined, act: Act): Promise<Command> {
  const program = new Command('ingot')
    .description(
      'One catalog of golden images, and one answer with its reason: which image does this node start from?',
    )
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    // What follows a command belongs to it: `image show NAME --version 1.x` is no question for our own version.
    .enablePositionalOptions()
  readFlags(program, 'csv')
  for (const [name, noun] of Object.entries(nouns)) {
    const parent = program.command(name, { hidden: noun.hidden === true }).description(noun.summary)
    const isWanted = wanted === undefined || wanted.includes(name)
    for (const definition of isWanted ? (await noun.load()).commands : []) {
      const verb = definition.name.split(' ')[1]
      declare(program, verb === undefined ? parent : parent.command(verb), definition, act)
    }
  }
  return program
}

function declare(program: Command, command: Command, definition: AnyCommand, act: Act): void {
  command.description(definition.summary)
  definition.declare(command)
  command.addHelpText('after', () => helpAfter(definition))
  command.action(async () => {
    await act(definition, optionsOf(program, command), command.processedArgs)
  })
}

/** Notes and examples, as the help shows them under the flags. */
function helpAfter({ notes = [], examples }: AnyCommand): string {
  const example = [
    '',
    examples.length === 1 ? 'Example:' : 'Examples:',
    ...examples.map((line) => `  ${line}`),
  ]
  return [...notes.flatMap((note) => ['', note]), ...example].join('\n')
}

/** Shared flags may stand before the command as well; what stands after it wins. */
function optionsOf(program: Command, command: Command): object {
  const before = program.opts<Record<string, unknown>>()
  const known = new Map(command.options.map((option) => [option.attributeName(), option]))
  for (const option of program.options) {
    const name = option.attributeName()
    if (before[name] === undefined) continue
    const own = known.get(name)
    if (own === undefined) command.error(`option '${option.flags}' does not apply to '${command.name()}'`)
    refuseOtherChoice(command, own, before[name])
  }
  return { ...before, ...command.opts() }
}

/** A format that one command has another may lack, and before the command all of them may be named. */
function refuseOtherChoice(command: Command, { flags, argChoices }: Option, given: unknown): void {
  if (argChoices === undefined || argChoices.some((choice) => choice === given)) return
  const choices = argChoices.join(', ')
  command.error(`option '${flags}' argument '${String(given)}' is invalid. Allowed choices are ${choices}.`)
}
