import type { Instruction } from '../source/instruction.ts'
import type { ShellText } from './shell-commands.ts'

/** The shell texts that a RUN carries out: the command itself, and heredocs that are given to a shell. */
export function runTexts(instruction: Instruction): ShellText[] {
  const { keyword, rest, json, line, heredocs } = instruction
  if (keyword !== 'RUN') return []
  if (json !== undefined) return [listText(json, line.offsetOf(rest.at))]
  const command = { text: rest.text, offsetOf: (index: number) => line.offsetOf(rest.at + index) }
  const scripts = isShell(rest.text)
    ? heredocs.map(({ content, offset }) => ({ text: content, offsetOf: (index: number) => offset + index }))
    : []
  return [command, ...scripts]
}

/** `["/bin/sh", "-c", "…"]` is what a shell carries out; any other list is one command. */
function listText(json: readonly string[], offset: number): ShellText {
  const [program = '', flag = '', script] = json
  const isScript = isShellName(program) && /^-[a-z]*c$/.test(flag) && script !== undefined
  const quoted = json.map((text) => `'${text.replaceAll("'", `'\\''`)}'`).join(' ')
  return { text: isScript ? script : quoted, offsetOf: () => offset }
}

/** Whether a command is a heredoc alone, or a shell that reads one. */
function isShell(text: string): boolean {
  const [first = ''] = text.split(/\s/, 1)
  return first.startsWith('<<') || isShellName(first)
}

function isShellName(word: string): boolean {
  return /^(?:\S*\/)?(?:ba|da|z|k)?sh$/.test(word)
}
