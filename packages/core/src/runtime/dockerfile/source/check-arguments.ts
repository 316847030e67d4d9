import { quoted } from '../../rules/quoted.ts'
import { describeList } from '../../../resolve/describe.ts'
import { copyParts } from './copy-parts.ts'
import type { FaultLog } from '../fault-log.ts'
import { offsetIn, type Flag, type Instruction, type Keyword } from './instruction.ts'

/** What flags an instruction takes; those with `*` may come several times, those with `?` may lack a value. */
const flagsOf: Partial<Record<Keyword, readonly string[]>> = {
  ADD: ['checksum', 'chmod', 'chown', 'exclude*', 'keep-git-dir?', 'link?', 'unpack?'],
  COPY: ['chmod', 'chown', 'exclude*', 'from', 'link?', 'parents?'],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'retries', 'start-interval', 'start-period', 'timeout'],
  RUN: ['device*', 'mount*', 'network', 'security'],
}

/** As many flags of one instruction are looked at; none takes a tenth of that. */
const flagLimit = 100

/** Checks what stands behind the name of an instruction, as far as builders refuse it whatever its variables are. */
export function checkArguments(instruction: Instruction, log: FaultLog): void {
  checkFlags(instruction, log)
  if (instruction.trigger !== undefined) checkArguments(instruction.trigger, log)
  const { keyword, rest, json, heredocs } = instruction
  const offset = offsetIn(instruction)
  if (
    json === undefined ? rest.text === '' && heredocs.length === 0 : json.length === 0 && keyword !== 'CMD'
  ) {
    // An empty CMD or ENTRYPOINT takes away that of the base.
    if (keyword === 'ENTRYPOINT' && json !== undefined) return
    log.add('missingArgument', `${keyword} has nothing behind it; add what it is about, or remove it`, offset)
  } else if ((keyword === 'COPY' || keyword === 'ADD') && copyParts(instruction) === undefined) {
    log.add(
      'missingDestination',
      `${keyword} needs a source and a destination, but has one of them only`,
      offset,
    )
  } else if (keyword === 'SHELL' && json === undefined) {
    const message = `Expected a list such as SHELL ["/bin/bash", "-c"], got ${quoted(rest.text)}`
    log.add('listExpected', message, offsetIn(instruction, rest.at))
  }
}

function checkFlags(instruction: Instruction, log: FaultLog): void {
  const taken = flagsOf[instruction.keyword] ?? []
  const seen = new Set<string>()
  for (const flag of instruction.flags.slice(0, flagLimit)) {
    const known = taken.find((one) => one.replace(/[*?]$/, '') === flag.name)
    const offset = offsetIn(instruction, flag.at)
    if (known === undefined) log.add('unknownFlag', unknownFlag(instruction, flag, taken), offset)
    else if (seen.has(flag.name) && !known.endsWith('*')) {
      log.add('repeatedFlag', `--${flag.name} is given twice; leave one`, offset)
    } else if (flag.value === undefined && !known.endsWith('?')) {
      log.add('flagWithoutValue', `Expected --${flag.name}=VALUE, got --${flag.name} alone`, offset)
    }
    seen.add(flag.name)
  }
}

function unknownFlag({ keyword }: Instruction, flag: Flag, taken: readonly string[]): string {
  const names = taken.map((one) => `--${one.replace(/[*?]$/, '')}`)
  const what = names.length === 0 ? 'takes no flags' : `takes ${describeList(names, 'and')}`
  return `${keyword} ${what}, but not ${quoted(`--${flag.name}`)}`
}
