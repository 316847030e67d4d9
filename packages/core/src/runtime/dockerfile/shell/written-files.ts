import { copyParts } from '../source/copy-parts.ts'
import { heredocMarks } from '../source/heredoc-marks.ts'
import type { Instruction } from '../source/instruction.ts'
import { operandsOf, type ShellCommand, type ShellWord } from './shell-commands.ts'

/** A file that an instruction writes with texts that can be seen. */
export interface WrittenFile {
  readonly path: string
  readonly texts: readonly string[]
}

/** What a command of a RUN redirects into files, or gives to `tee`; heredocs of the RUN count as what is written. */
export function filesOfCommand(command: ShellCommand, { heredocs }: Instruction): WrittenFile[] {
  const targets: readonly ShellWord[] =
    command.name === 'tee' ? [...command.targets, ...operandsOf(command)] : command.targets
  if (targets.length === 0) return []
  const words = command.words.map(({ text }) => text).join(' ')
  const texts = [words, ...heredocs.map(({ content }) => content)]
  return targets.map(({ text }) => ({ path: text, texts }))
}

/** What COPY or ADD writes from heredocs to a destination. */
export function filesOfCopy(instruction: Instruction, destination: string | undefined): WrittenFile[] {
  const parts = copyParts(instruction)
  if (parts === undefined || destination === undefined || instruction.heredocs.length === 0) return []
  const marks = parts.sources.flatMap(({ text }) => heredocMarks(text))
  return instruction.heredocs.slice(0, marks.length).map(({ name, content }) => ({
    path: destination.endsWith('/') ? destination + name : destination,
    texts: [content],
  }))
}

/**
 * A test of whether a file at such a path is written with such a text. A text is looked at once, however many
 * commands may write it.
 */
export function createFileTest(
  isPath: (path: string) => boolean,
  isText: (text: string) => boolean,
): (file: WrittenFile) => boolean {
  const known = new Map<string, boolean>()
  const test = (text: string): boolean => {
    const answer = known.get(text) ?? isText(text)
    known.set(text, answer)
    return answer
  }
  return ({ path, texts }) => isPath(path) && texts.some(test)
}
