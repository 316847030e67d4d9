import type { Lookup } from '../expansion/expansion-reader.ts'
import { offsetIn, type Instruction } from '../source/instruction.ts'
import { readArguments } from '../source/read-pairs.ts'
import type { StageTree } from './stage.ts'
import { defaultsIn, expandWord, type Expander, type Variable } from '../expansion/variable.ts'

type Globals = Pick<StageTree, 'globals' | 'globalOffsets'>

/** Reads the ARGs before the first FROM. `given` are the build arguments, `platform` what builders set by themselves. */
export function readGlobals(
  instructions: readonly Instruction[],
  given: Readonly<Record<string, string>>,
  platform: ReadonlyMap<string, string>,
  expander: Expander,
): Globals {
  const globals = new Map([...platform].map(([name, text]) => [name, plainVariable(text)]))
  const globalOffsets = new Map<string, number>()
  const lookup: Lookup = (name) => globals.get(name) ?? 'unset'
  for (const instruction of instructions) {
    for (const { key, value } of readArguments(instruction, expander.escape, expander.log)) {
      const offset = offsetIn(instruction, key.at)
      const name = key.text
      globalOffsets.set(name, offset)
      if (Object.hasOwn(given, name)) globals.set(name, plainVariable(given[name]!))
      else if (value !== undefined) {
        const expansion = expandWord(expander, instruction, value, lookup)
        const text = expansion?.text ?? ''
        const used = expansion === undefined ? [] : defaultsIn(expansion, (used) => globals.get(used))
        globals.set(name, { text, isUncertain: false, defaults: [{ name, text, offset }, ...used] })
      }
    }
  }
  return { globals, globalOffsets }
}

/** A value that somebody gave. */
export function plainVariable(text: string): Variable {
  return { text, isUncertain: false, defaults: [] }
}
