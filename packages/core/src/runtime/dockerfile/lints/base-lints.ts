import { quoted } from '../../rules/quoted.ts'
import { parseImageReference, type OciReference } from '../../../oci/parse-image-reference.ts'
import { labelValues, type LabelsAndEnv } from '../../metadata/field-values.ts'
import { metadataVersionOf } from '../../metadata/read-metadata.ts'
import type { BaseFacts } from '../stages/base-facts.ts'
import { offsetIn, type Flag, type Instruction } from '../source/instruction.ts'
import { shown } from '../shown.ts'
import type { StageResult } from '../stages/stage-result.ts'
import { chainOf } from '../stages/stage.ts'
import type { Lint, LintInput } from './lint-input.ts'

/** Whether the base can be moved to something else behind its name. */
export const unpinnedBase: Lint = ({ target, log }) => {
  const { reference } = target.base
  const from = originOf(target)
  const offset = offsetIn(from, from.rest.at)
  if (reference === undefined || reference.digest !== undefined) return
  if (reference.tag === 'latest') {
    const message = `${reference.text} is whatever was pushed last; name a version, or pin it by its digest`
    log.add('baseLatest', message, offset)
  } else {
    const digest = target.base.allowed?.snapshot.digest
    const advice = digest === undefined ? 'pin it by its digest' : `its allowed digest is ${digest}`
    log.add('baseNotPinned', `The tag of ${reference.text} can be moved to another image; ${advice}`, offset)
  }
}

/** Only worth knowing: an image that is allowed may be built on by another one, which this is. */
export const unlistedBase: Lint = ({ target, knowsBases, log }) => {
  const { name, kind, allowed, byName } = target.base
  if (!knowsBases || allowed !== undefined || name === '') return
  const from = originOf(target)
  const told = Object.keys(byName.labels).length > 0
  const inherits = kind === 'vendor' || kind === 'other'
  const what = !inherits
    ? 'a runtime on it is only accepted where its layers prove an allowed base'
    : told
      ? 'what it hands on is taken from its name, as far as that tells it'
      : 'it is not known what it hands on'
  const message = `${shown(name)} is none of the allowed bases, so ${what}; "ingot base add" allows it`
  log.add('baseUnlisted', message, offsetIn(from, from.rest.at))
}

/** Official images of Docker Hub that are other systems than Ubuntu. */
const otherSystems: ReadonlySet<string> = new Set(
  'almalinux alpine amazonlinux archlinux busybox centos debian fedora oraclelinux python r-base rockylinux'.split(
    ' ',
  ),
)

/** Metadata version 2 says that the system is Ubuntu. `metadata` is that of the target. */
export function otherSystem({ target, log }: LintInput, metadata: LabelsAndEnv): void {
  const { reference } = target.base
  const name = reference?.registry === 'docker.io' ? reference.repository.replace(/^library\//, '') : ''
  if (!otherSystems.has(name) || metadataVersionOf(labelValues(metadata)) !== 2) return
  const from = originOf(target)
  const message = `Metadata version 2 is for runtimes on Ubuntu, but ${shown(target.base.name)} is another system; build on an Ubuntu image`
  log.add('baseNotUbuntu', message, offsetIn(from, from.rest.at))
}

/** The FROM that names the image of a chain. */
function originOf({ stage }: StageResult): Instruction {
  return chainOf(stage)[0]!.from
}

/** Files that come from an image that is neither the vendor's, nor allowed, nor the base itself. */
export const foreignCopies: Lint = (input) => {
  for (const { instruction } of input.steps) {
    const flag =
      instruction.keyword === 'COPY' ? instruction.flags.find(({ name }) => name === 'from') : undefined
    if (flag?.value === undefined) continue
    const source = sourceOf(flag, flag.value, instruction, input)
    if (source !== undefined) reportForeign(source, flag, instruction, input)
  }
}

/** The image that files are copied from; nothing where it is none that is fetched. */
function sourceOf(
  flag: Flag,
  value: string,
  instruction: Instruction,
  { results, log }: LintInput,
): BaseFacts | OciReference | undefined {
  const stage = /^\d{1,9}$/.test(value)
    ? results[Number(value)]
    : results.findLast(({ stage: { name } }) => name === value.toLowerCase())
  if (stage !== undefined) return stage.base
  const offset = offsetIn(instruction, flag.at)
  if (/^\d{1,9}$/.test(value)) {
    log.add(
      'unknownStage',
      `There is no stage ${value}: the first one is 0, and there are ${results.length}`,
      offset,
    )
  } else if (value.includes('$')) {
    const message = `--from takes no variables, but got ${quoted(value)}; begin a stage FROM it, and copy from that`
    log.add('unknownStage', message, offset)
  } else {
    const { reference, fault } = parseImageReference(value)
    if (fault !== undefined)
      log.add('unknownStage', `--from names neither a stage nor an image: ${fault}`, offset)
    return reference
  }
  return undefined
}

function reportForeign(
  source: BaseFacts | OciReference,
  flag: Flag,
  instruction: Instruction,
  { target, log }: LintInput,
): void {
  const reference = 'kind' in source ? source.reference : source
  const isTrusted = 'kind' in source && (source.kind === 'vendor' || source.allowed !== undefined)
  if (reference === undefined || reference.digest !== undefined || isTrusted) return
  if (reference.text === target.base.reference?.text) return
  const offset = offsetIn(instruction, flag.at)
  if (reference.tag === 'latest') {
    const message = `These files come from ${reference.text}, which is whatever was pushed last; pin it by its digest`
    log.add('foreignCopyLatest', message, offset)
  } else {
    const message = `These files come from ${reference.text}, whose tag can be moved; pin it by its digest`
    log.add('foreignCopyNotPinned', message, offset)
  }
}
