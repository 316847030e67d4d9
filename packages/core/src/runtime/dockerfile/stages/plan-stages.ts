import { quoted } from '../../rules/quoted.ts'
import { parseImageReference } from '../../../oci/parse-image-reference.ts'
import type { Lookup } from '../expansion/expansion-reader.ts'
import { offsetIn, type Instruction, type Word } from '../source/instruction.ts'
import { dockerfileLimits } from '../limits.ts'
import { readGlobals } from './read-globals.ts'
import { splitPlain } from '../source/split-plain.ts'
import type { Stage, StageTree } from './stage.ts'
import { expandWord, type Expander } from '../expansion/variable.ts'

/** Divides the instructions of a file into stages, and finds what each begins from. */
export function planStages(
  instructions: readonly Instruction[],
  given: Readonly<Record<string, string>>,
  platform: ReadonlyMap<string, string>,
  expander: Expander,
): StageTree {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM')
  const leading = first === -1 ? [] : instructions.slice(0, first)
  const globals = readGlobals(leadingArguments(leading, expander), given, platform, expander)
  const stages: Stage[] = []
  const byName = new Map<string, Stage>()
  const lookup: Lookup = (name) => globals.globals.get(name) ?? 'unset'
  for (const group of groupsOf(first === -1 ? [] : instructions.slice(first), expander)) {
    const stage = stageOf(group, stages, byName, { expander, lookup })
    stages.push(stage)
    if (stage.name !== undefined) byName.set(stage.name, stage)
  }
  if (first === -1)
    expander.log.add('noStage', 'The file has no FROM; begin it with FROM and the image to build on')
  return { stages, ...globals }
}

/** Only ARG may stand before the first FROM. */
function leadingArguments(leading: readonly Instruction[], { log }: Expander): Instruction[] {
  return leading.filter((instruction) => {
    if (instruction.keyword === 'ARG') return true
    const message = `${instruction.keyword} stands before the first FROM, where only ARG may; move it behind`
    log.add('beforeFrom', message, offsetIn(instruction))
    return false
  })
}

interface Group {
  readonly from: Instruction
  readonly instructions: Instruction[]
}

function groupsOf(instructions: readonly Instruction[], { log }: Expander): Group[] {
  const groups: Group[] = []
  for (const instruction of instructions) {
    if (instruction.keyword !== 'FROM') groups.at(-1)!.instructions.push(instruction)
    else if (groups.length < dockerfileLimits.stages) groups.push({ from: instruction, instructions: [] })
    else {
      const message = `The file has more than ${dockerfileLimits.stages} stages; what follows is not looked at`
      log.add('tooManyStages', message, offsetIn(instruction))
      break
    }
  }
  return groups
}

interface FromContext {
  readonly expander: Expander
  readonly lookup: Lookup
}

function stageOf(
  { from, instructions }: Group,
  stages: readonly Stage[],
  byName: ReadonlyMap<string, Stage>,
  context: FromContext,
): Stage {
  const words = splitPlain(from.rest)
  const name = stageName(from, words, byName, context.expander)
  const image = words[0] === undefined ? '' : expandedFrom(from, words[0], context)
  const parent = byName.get(image.toLowerCase())
  if (words[0] !== undefined && parent === undefined)
    checkImage(image, from, words[0], stages, context.expander)
  else if (words[0] !== undefined && parent !== undefined) checkCase(image, from, words[0], context.expander)
  return {
    index: stages.length,
    name,
    image,
    parent,
    platform: platformOf(from, context) ?? parent?.platform,
    from,
    instructions,
  }
}

/** The name that FROM gives, with what is wrong with how FROM is written. */
function stageName(
  from: Instruction,
  words: readonly Word[],
  byName: ReadonlyMap<string, Stage>,
  { log }: Expander,
): string | undefined {
  const [, as, word] = words
  if (words.length === 0 || words.length === 1) return undefined
  if (words.length !== 3 || as!.text.toUpperCase() !== 'AS') {
    const message = `Expected FROM IMAGE or FROM IMAGE AS NAME, got ${quoted(`FROM ${from.rest.text}`)}`
    log.add('invalidFrom', message, offsetIn(from, as!.at))
    return undefined
  }
  const name = word!.text.toLowerCase()
  const offset = offsetIn(from, word!.at)
  if (!/^[a-z][a-z0-9_.-]*$/.test(name)) {
    const message = `Expected a stage name of letters, digits, "-", "_" and "." that begins with a letter, got ${quoted(word!.text)}`
    log.add('invalidStageName', message, offset)
    return undefined
  }
  if (byName.has(name)) {
    log.add('repeatedStageName', `An earlier stage is named "${name}" too; give each its own name`, offset)
  }
  return name
}

function expandedFrom(from: Instruction, word: Word, { expander, lookup }: FromContext): string {
  const expansion = expandWord(expander, from, word, lookup)
  for (const { name, at, state, hasFallback } of expansion?.uses ?? []) {
    if (state === 'set' || hasFallback) continue
    const message = `No ARG before the first FROM gives "${name}" a value; declare it there, or give it as a build argument`
    expander.log.add('undefinedVariable', message, offsetIn(from, word.at + at))
  }
  return expansion?.text ?? ''
}

/** An image that no stage is named after. */
function checkImage(
  image: string,
  from: Instruction,
  word: Word,
  stages: readonly Stage[],
  { log }: Expander,
): void {
  const offset = offsetIn(from, word.at)
  if (image === '') {
    log.add('invalidImage', 'FROM names no image once its variables are replaced; give them values', offset)
  } else if (/^\d{1,9}$/.test(image) && Number(image) < stages.length) {
    const message = `FROM does not take the number of a stage, and "${image}" is read as an image; name the stage with AS`
    log.add('numberedStage', message, offset)
  } else if (image !== 'scratch') {
    const { fault } = parseImageReference(image)
    if (fault !== undefined) log.add('invalidImage', `FROM names no image: ${fault}`, offset)
  }
}

function checkCase(image: string, from: Instruction, word: Word, { log }: Expander): void {
  if (image === image.toLowerCase()) return
  const message = `Builders keep the name of a stage in lower case, and most do not find ${quoted(image)}; write "${image.toLowerCase()}"`
  log.add('stageNameCase', message, offsetIn(from, word.at))
}

function platformOf(from: Instruction, { expander, lookup }: FromContext): string | undefined {
  const flag = from.flags.find(({ name }) => name === 'platform')
  if (flag?.value === undefined) return undefined
  return expandWord(expander, from, { text: flag.value, at: flag.at }, lookup)?.text
}
