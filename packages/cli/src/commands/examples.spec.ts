import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../program.ts'
import { nouns } from './index.ts'

const definitions = (await Promise.all(Object.values(nouns).map((noun) => noun.load()))).flatMap(
  ({ commands }) => commands,
)
const examples = definitions.flatMap(({ name, examples: lines }) => lines.map((line) => ({ name, line })))

/** The words after `ingot` as a shell reads them, up to a redirection, a pipe or the end of a substitution. */
function wordsOf(line: string): string[] {
  const own = /(?:^|\| |\()ingot (?<own>.*)$/.exec(line)?.groups?.['own'] ?? ''
  const words = [...own.matchAll(/\s*(?:"([^"]*)"|'([^']*)'|([^\s"'()]+|[()]))/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
  const end = words.findIndex((word) => /^[|<>)]/.test(word))
  return end === -1 ? words : words.slice(0, end)
}

/** Which command a line calls. Throws as the program would where the line is wrong. */
async function called(words: readonly string[]): Promise<string> {
  let name = ''
  const program = await createProgram(undefined, async (definition) => void (name = definition.name))
  silence(program)
  await program.parseAsync(words, { from: 'user' })
  return name
}

function silence(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => {} })
  for (const child of command.commands) silence(child)
}

describe('the examples of the help', () => {
  it.each(examples)('`$line` is a line of $name', async ({ name, line }) => {
    expect(await called(wordsOf(line))).toBe(name)
  })

  it('are there for every command', () => {
    const without = definitions.filter((definition) => definition.examples.length === 0)

    expect(without.map(({ name }) => name)).toEqual([])
  })
})
