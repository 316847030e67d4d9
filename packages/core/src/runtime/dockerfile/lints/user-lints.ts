import { quoted } from '../../rules/quoted.ts'
import { offsetIn } from '../source/instruction.ts'
import { isRoot } from './apt-lints.ts'
import type { Lint } from './lint-input.ts'

/** Sessions are started as cdsw (8536), whatever the image says. Of images that say nothing nothing is told. */
export const finalUser: Lint = ({ steps, target: { user }, log }) => {
  const instruction = steps.findLast(({ instruction: { keyword } }) => keyword === 'USER')?.instruction
  if (instruction === undefined || user === undefined || /^(?:cdsw|8536)(?::|$)/.test(user)) return
  const offset = offsetIn(instruction)
  if (isRoot(user)) {
    const message =
      'The image ends as root, but sessions run as cdsw (8536); see to it that cdsw may read what root has put here'
    log.add('userLeftAsRoot', message, offset)
  } else {
    const message = `The image ends as ${quoted(user)}, but sessions run as cdsw (8536), who must own what they write; end with USER cdsw`
    log.add('userNotCdsw', message, offset)
  }
}
