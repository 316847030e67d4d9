import { quoted } from '../../rules/quoted.ts'
import { offsetIn } from '../source/instruction.ts'
import { operandsOf, type ShellCommand, type ShellWord } from '../shell/shell-commands.ts'
import type { Lint, LintInput } from './lint-input.ts'

const home = '/home/cdsw'
const temporary = '/tmp'

/** What a session mounts over cannot be seen there: the project over the home folder, and a folder of its own over `/tmp`. */
export const mountedOver: Lint = (input) => {
  const { steps, calls, log } = input
  const last = lastMention(input)
  for (const { instruction, destination } of steps) {
    if (destination === undefined) continue
    const isLost =
      isWithin(destination, home) || (isWithin(destination, temporary) && offsetIn(instruction) >= last)
    if (isLost) log.add('mountedOverContent', messageFor(destination), offsetIn(instruction))
  }
  for (const { commands } of calls) {
    // Whoever removes something there knows that it does not stay.
    if (commands.some((one) => one.name === 'rm' && one.words.some(({ text }) => isWithin(text, home))))
      continue
    for (const command of commands) {
      const written = writtenBy(command).find(({ text }) => isWithin(text, `${home}/`))
      if (written !== undefined) log.add('mountedOverContent', messageFor(written.text), written.offset)
    }
  }
}

function messageFor(path: string): string {
  const folder = isWithin(path, home) ? home : temporary
  return `${quoted(path)} cannot be seen in a session, which mounts something over ${folder}; choose a new folder, such as /opt/NAME`
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/**
 * Files that a build needs for a moment are often put into `/tmp`: they are lost only where nothing speaks of it
 * later. The place of the last instruction that does.
 */
function lastMention({ dockerfile }: LintInput): number {
  const last = dockerfile.instructions.findLast(
    ({ line, heredocs }) =>
      line.text.includes(temporary) || heredocs.some(({ content }) => content.includes(temporary)),
  )
  return last === undefined ? -1 : offsetIn(last)
}

const writers: ReadonlySet<string> = new Set(['mkdir', 'touch', 'tee'])
const copiers: ReadonlySet<string> = new Set(['cp', 'mv', 'ln', 'install', 'rsync'])
const outputFlags: Readonly<Record<string, readonly string[]>> = {
  curl: ['-o', '--output', '--output-dir'],
  wget: ['-O', '--output-document', '-P', '--directory-prefix'],
  tar: ['-C', '--directory'],
  unzip: ['-d'],
}

/** What a command writes, as far as its words tell it. */
function writtenBy(command: ShellCommand): ShellWord[] {
  const { name, words, targets } = command
  const operands = operandsOf(command)
  if (writers.has(name)) return [...targets, ...operands]
  if (copiers.has(name)) return [...targets, ...operands.slice(-1)]
  if (name === 'git') return [...targets, ...(operands[0]?.text === 'clone' ? operands.slice(-1) : [])]
  const flags = outputFlags[name] ?? []
  return [...targets, ...words.filter((_, index) => flags.includes(words[index - 1]?.text ?? ''))]
}
