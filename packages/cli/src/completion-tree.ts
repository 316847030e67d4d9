import { type Dirent, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { RootCommand, type Command as CompletionCommand, type Complete } from '@bomb.sh/tab'
import type { Argument, Command, Option } from 'commander'
import { createProgram } from './program.ts'

/** What arguments and flags are called that take the name of a file. */
const fileNames = new Set(['dockerfile', 'file', 'files', 'lock', 'params', 'template', 'url|file'])

/** Every command with its flags, for completion. `word` is the unfinished word, in case it becomes a file's name. */
export async function completionTree(folder: string, word: string): Promise<RootCommand> {
  const program = await createProgram(undefined, async () => {})
  const root = new RootCommand()
  const files = (complete: Complete): void => offerFiles(folder, word, complete)
  addParts(root, program, files)
  addCommands(root, program, '', files)
  return root
}

function addCommands(root: RootCommand, parent: Command, prefix: string, files: Offer): void {
  for (const command of parent.createHelp().visibleCommands(parent)) {
    const name = prefix === '' ? command.name() : `${prefix} ${command.name()}`
    addParts(root.command(name, command.description()), command, files)
    addCommands(root, command, name, files)
  }
}

type Offer = (complete: Complete) => void

function addParts(target: CompletionCommand, command: Command, files: Offer): void {
  for (const option of command.createHelp().visibleOptions(command)) addOption(target, option, files)
  for (const argument of command.registeredArguments) {
    target.argument(argument.name(), offerOf(argument.name(), argument, files), argument.variadic)
  }
}

function addOption(target: CompletionCommand, option: Option, files: Offer): void {
  const alias = option.short?.slice(1)
  const takesValue = option.required || option.optional
  const name = option.long?.slice(2)
  if (name === undefined) return
  if (takesValue) target.option(name, option.description, offerOf(name, option, files), alias)
  else target.option(name, option.description, alias)
}

function offerOf(name: string, part: Argument | Option, files: Offer): Offer {
  if (fileNames.has(name) || takesFile(part)) return files
  return (complete) => {
    for (const choice of part.argChoices ?? []) complete(choice, '')
  }
}

/** Whether the value of a flag is written as a file: `--from <url|file>`, `--locks <paths...>`. */
function takesFile(part: Argument | Option): boolean {
  return 'flags' in part && /[<|](?:file|paths\.{3})>/.test(part.flags)
}

/** The files and folders that go on from what is typed so far. A folder that cannot be read offers nothing. */
function offerFiles(folder: string, word: string, complete: Complete): void {
  const names = namesFrom(folder, word)
  const [only] = names
  // A shell puts a blank after the only offer; behind a folder, more is to come.
  const inside = names.length === 1 && only?.endsWith('/') === true ? namesFrom(folder, only) : []
  for (const name of [...names, ...inside]) complete(name, '')
}

function namesFrom(folder: string, word: string): string[] {
  const typed = word.slice(0, word.lastIndexOf('/') + 1)
  const names = entriesOf(resolve(folder, typed === '' ? '.' : typed)).map(
    (entry) => `${typed}${entry.name}${entry.isDirectory() ? '/' : ''}`,
  )
  return names.filter((name) => name.startsWith(word))
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
