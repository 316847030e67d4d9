import { nouns, createProgram, type AnyCommand } from '@ingot/cli'
import type { Argument, Command, Option } from 'commander'
import { cell, code, markdownTable, page } from './markdown.ts'

const conventions = [
  [
    'Every command asks the API: of the server that `--url` or `INGOT_URL` names (with the key of `--key` or `INGOT_KEY`),',
    'or, without either, of the local ledger that `--db` or `INGOT_DB` names (`.ingot/ledger.db` in the current folder).',
    'Both take the same way, so nothing differs. An explicit `--db` wins over `INGOT_URL`.',
  ],
  [
    'Results go to standard output, everything else to standard error. `-o json` and `-o yaml` print exactly what the API',
    'answered; `-o name` prints one name a line. Colour is for terminals only, and `NO_COLOR` switches it off. Work that',
    'takes longer than a second shows its progress where standard error is a terminal.',
  ],
  markdownTable(
    ['exit status', 'meaning'],
    [
      ['0', 'Yes'],
      ['1', 'The answer is no: unresolved, drift, a gap, invalid, refused by a rule'],
      ['2', 'Wrong usage, or an input that cannot be read'],
      ['3', 'The other side failed: the server or the ledger'],
      ['130', 'Stopped by a signal; nothing is half done, and the same line again goes on'],
    ],
  ),
]

/** docs/reference/cli.md: every command with its arguments and flags, as the program declares them. */
export async function cliPage(): Promise<string> {
  const definitions = await allDefinitions()
  const program = await createProgram(undefined, async () => {})
  const shared = [
    ['## Flags of every command that asks the API'],
    optionTable(visibleOptions(program).filter((option) => !isOwn(option))),
  ]
  const sharedNames = new Set(program.options.filter((option) => !isOwn(option)).map((option) => option.long))
  const commands = definitions.flatMap((definition) => {
    return commandBlocks(definition, find(program, definition.name), sharedNames)
  })
  return page('Commands', 'the declarations of the commands', [...conventions, ...shared, ...commands])
}

async function allDefinitions(): Promise<AnyCommand[]> {
  const definitions: AnyCommand[] = []
  for (const noun of Object.values(nouns)) {
    if (noun.hidden !== true) definitions.push(...(await noun.load()).commands)
  }
  return definitions
}

function find(program: Command, name: string): Command {
  let command = program
  for (const word of name.split(' ')) {
    const next = command.commands.find((child) => child.name() === word)
    if (next === undefined) throw new Error(`The program has no command "${name}"`)
    command = next
  }
  return command
}

function commandBlocks(
  { name, summary, notes = [], examples }: AnyCommand,
  command: Command,
  shared: ReadonlySet<string | undefined>,
): string[][] {
  const own = visibleOptions(command).filter((option) => !isOwn(option) && !shared.has(option.long))
  const taken = command.options
    .filter((option) => shared.has(option.long))
    .map((option) => code(option.long ?? ''))
  return [
    [`## ingot ${name}`],
    [`${summary}.`],
    ['```text', `ingot ${name} ${usage(command)}`, '```'],
    argumentTable(command.registeredArguments),
    optionTable(own),
    taken.length === 0 ? [] : [`It takes the shared flags ${taken.join(', ')}.`],
    ...notes.map((note) => [note]),
    ['```sh', ...examples, '```'],
  ]
}

/** Arguments are shown in the usage line; a command that has commands of its own takes flags all the same. */
function usage(command: Command): string {
  const args = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name()
    return argument.required ? `<${name}>` : `[${name}]`
  })
  return ['[flags]', ...args].join(' ')
}

function visibleOptions(command: Command): Option[] {
  return command.createHelp().visibleOptions(command)
}

/** Help and the version of Ingot itself: every command line has them. */
function isOwn({ long, short }: Option): boolean {
  return long === '--help' || short === '-V'
}

function optionTable(options: readonly Option[]): string[] {
  const rows = options.map((option) => [code(option.flags), described(option)])
  return markdownTable(['flag', 'meaning'], rows)
}

function argumentTable(args: readonly Argument[]): string[] {
  const rows = args.map((argument) => [code(argument.name()), described(argument)])
  return markdownTable(['argument', 'meaning'], rows)
}

function described(part: Option | Argument): string {
  const { argChoices, defaultValue, description } = part
  const choices = argChoices === undefined ? '' : `: ${argChoices.map(code).join(', ')}`
  const standard = defaultValue === undefined ? '' : ` (default: ${code(String(defaultValue))})`
  const needed = 'mandatory' in part && part.mandatory ? '; required' : ''
  return `${cell(description)}${choices}${needed}${standard}`
}
