import { beginsInstruction } from '../source/heredocs.ts'
import { offsetIn, type Instruction } from '../source/instruction.ts'
import { shellTokens, type ShellToken } from '../shell/shell-tokens.ts'
import type { Lint } from './lint-input.ts'

/** An instruction at the start of a line that is a part of the one before. */
export const swallowedInstructions: Lint = ({ dockerfile, log }) => {
  for (const instruction of dockerfile.instructions) {
    for (const { text, offset } of swallowedIn(instruction)) {
      const name = text.slice(0, text.search(/\s/))
      const message = `${name} is read as a part of ${instruction.keyword}, since the line before ends in a continuation; remove that`
      log.add('swallowedInstruction', message, offset)
    }
  }
}

function swallowedIn(instruction: Instruction): Instruction['line']['parts'] {
  const { keyword, line } = instruction
  let isQuoted = false
  return line.parts.filter(({ text }, index) => {
    const isSwallowed = index > 0 && !isQuoted && beginsInstruction(text) && !goesWith(keyword, text)
    // Within quotes a line may begin as it likes: SQL has FROM.
    if ((text.split(/["']/).length - 1) % 2 === 1) isQuoted = !isQuoted
    return isSwallowed
  })
}

/** HEALTHCHECK has CMD behind its flags, ONBUILD has an instruction. */
function goesWith(keyword: Instruction['keyword'], text: string): boolean {
  return keyword === 'ONBUILD' || (keyword === 'HEALTHCHECK' && text.startsWith('CMD'))
}

/** Lines of a RUN are joined, so a comment behind one of them takes in all that follow. */
export const commentsInCommands: Lint = ({ dockerfile, log }) => {
  for (const { keyword, json, rest, line } of dockerfile.instructions) {
    const last = line.parts.at(-1)!
    if (keyword !== 'RUN' || json !== undefined || line.parts.length === 1 || !rest.text.includes('#'))
      continue
    const comment = firstComment(rest.text)
    const offset = comment === undefined ? undefined : line.offsetOf(rest.at + comment.at)
    if (offset === undefined || offset >= last.offset) continue
    const message =
      'This comment takes in the rest of the RUN, because its lines are joined; put it on a line of its own'
    log.add('commentInCommand', message, offset)
  }
}

function firstComment(text: string): ShellToken | undefined {
  for (const token of shellTokens(text)) if (token.type === 'comment') return token
  return undefined
}

/** Builders keep the line ends of a heredoc as they are, and shells do not take those of Windows. */
export const carriageReturns: Lint = ({ dockerfile, log }) => {
  for (const instruction of dockerfile.instructions) {
    const isRun = (instruction.trigger ?? instruction).keyword === 'RUN'
    const script = instruction.heredocs.find(
      ({ content }) => content.includes('\r\n') && (isRun || content.startsWith('#!')),
    )
    if (script === undefined) continue
    const message = 'The lines of this script end in CR LF, which no shell takes; save the file with LF alone'
    log.add('heredocWithCarriageReturns', message, offsetIn(instruction))
  }
}
