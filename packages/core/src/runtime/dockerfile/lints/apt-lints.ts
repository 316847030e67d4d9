import { quoted } from '../../rules/quoted.ts'
import { copyParts } from '../source/copy-parts.ts'
import { offsetIn } from '../source/instruction.ts'
import { operandsOf, type ShellCommand } from '../shell/shell-commands.ts'
import { createFileTest, filesOfCommand, filesOfCopy, type WrittenFile } from '../shell/written-files.ts'
import type { Step } from '../stages/stage-result.ts'
import type { Lint } from './lint-input.ts'

const paywalledHost = 'archive.cloudera.com'
const paywalled = `Package sources on ${paywalledHost} are behind a paywall, so apt-get update fails for whoever has no account; leave them out`

/** What takes such a source away (`sed`, `grep -v`, `rm`) writes no file that names it. */
export const paywalledAptSources: Lint = ({ calls, log }) => {
  const isPaywalled = createFileTest(isSourceList, (text) => text.includes(paywalledHost))
  for (const { step, commands } of calls) {
    const command = commands.find((one) => addsPaywalled(one, step, isPaywalled))
    if (command !== undefined) log.add('paywalledAptSource', paywalled, command.words[0]?.offset)
    if (copiesPaywalled(step, isPaywalled))
      log.add('paywalledAptSource', paywalled, offsetIn(step.instruction))
  }
}

type FileTest = (file: WrittenFile) => boolean

function addsPaywalled(command: ShellCommand, { instruction }: Step, isPaywalled: FileTest): boolean {
  if (!/^(?:add-apt-repository|apt-add-repository|echo|printf|cat|tee|curl|wget)$/.test(command.name))
    return false
  const isNamed = command.words.some(({ text }) => text.includes(paywalledHost))
  if (command.name.endsWith('-repository')) return isNamed
  const isFetched = command.name === 'curl' || command.name === 'wget'
  if (isFetched && isNamed && command.words.some(({ text }) => isSourceList(text))) return true
  return filesOfCommand(command, instruction).some(isPaywalled)
}

function copiesPaywalled({ instruction, destination }: Step, isPaywalled: FileTest): boolean {
  if (filesOfCopy(instruction, destination).some(isPaywalled)) return true
  const sources = copyParts(instruction)?.sources ?? []
  return isSourceList(destination ?? '') && sources.some(({ text }) => text.includes(`//${paywalledHost}/`))
}

function isSourceList(path: string): boolean {
  return path.startsWith('/etc/apt/sources.list')
}

const managers: ReadonlySet<string> = new Set(['apt-get', 'apt', 'apk', 'yum', 'dnf', 'microdnf'])
const changes: ReadonlySet<string> = new Set(
  'add del dist-upgrade full-upgrade install purge remove update upgrade'.split(' '),
)
const accountPrograms: ReadonlySet<string> = new Set(['adduser', 'addgroup', 'useradd', 'groupadd'])

/** A build stops there, since none but root may. Of the user of an unknown base nothing is said. */
export const rootNeeded: Lint = ({ calls, log }) => {
  for (const { step, commands } of calls) {
    if (step.user === undefined || isRoot(step.user)) continue
    const command = commands.find((one) => !one.isSudo && needsRoot(one))
    if (command === undefined) continue
    const message = `${command.name} runs as the user ${quoted(step.user)}, who may not do that; put USER root before this RUN`
    log.add('rootNeeded', message, command.words[0]?.offset)
  }
}

function needsRoot(command: ShellCommand): boolean {
  if (accountPrograms.has(command.name)) return true
  const verb = operandsOf(command)[0]?.text ?? ''
  return managers.has(command.name) && changes.has(verb)
}

/** Whether a USER is root: by name or number, with or without a group. */
export function isRoot(user: string): boolean {
  return /^(?:root|0)(?::|$)/.test(user.trim())
}
