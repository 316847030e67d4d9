import { shellTokens, type ShellToken } from './shell-tokens.ts'

/** A word of a command; `offset` is its place in the file. */
export interface ShellWord {
  readonly text: string
  readonly offset: number
}

/** A command that a RUN calls, as far as it can be seen from the text. */
export interface ShellCommand {
  /** The last part of the path of what is called: `pip3` of `/usr/bin/pip3`. */
  readonly name: string
  /** From the name on. */
  readonly words: readonly ShellWord[]
  /** What the output is redirected to. */
  readonly targets: readonly ShellWord[]
  readonly isSudo: boolean
}

/** A stretch of shell text, with the place in the file of each of its characters. */
export interface ShellText {
  readonly text: string
  offsetOf(index: number): number
}

/** Words that may stand before a command and are no part of it. */
const leading: ReadonlySet<string> = new Set(
  'if then else elif do while until ! { time exec command nohup env sudo'.split(' '),
)

/** The first commands of a text, in their order; those within loops and conditions too. */
export function shellCommands(text: ShellText, limit: number): ShellCommand[] {
  const commands: ShellCommand[] = []
  let tokens: ShellToken[] = []
  const finish = (): void => {
    const command = commandOf(tokens, text)
    if (command !== undefined) commands.push(command)
    tokens = []
  }
  for (const token of shellTokens(text.text)) {
    if (commands.length >= limit) return commands
    if (token.type === 'end') finish()
    else if (token.type !== 'comment') tokens.push(token)
  }
  finish()
  return commands
}

function commandOf(tokens: readonly ShellToken[], text: ShellText): ShellCommand | undefined {
  const words: ShellWord[] = []
  const targets: ShellWord[] = []
  let redirect: string | undefined
  for (const token of tokens) {
    if (token.type === 'redirect') redirect = token.text
    else {
      const word = { text: token.text, offset: text.offsetOf(token.at) }
      if (redirect === undefined) words.push(word)
      else if (redirect.includes('>') && redirect !== '>&') targets.push(word)
      redirect = undefined
    }
  }
  const start = words.findIndex(({ text: word }) => !leading.has(word) && !/^\w+=/.test(word))
  if (start === -1 && targets.length === 0) return undefined
  const called = start === -1 ? [] : words.slice(start)
  return {
    name: called[0]?.text.split('/').at(-1) ?? '',
    words: called,
    targets,
    isSudo: words.slice(0, Math.max(start, 0)).some(({ text: word }) => word === 'sudo'),
  }
}

/** The words of a command that are neither its name nor begin with a dash. */
export function operandsOf({ words }: ShellCommand): ShellWord[] {
  return words.slice(1).filter(({ text }) => !text.startsWith('-'))
}
