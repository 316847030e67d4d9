import { quoted } from '../../rules/quoted.ts'
import { createFileTest, filesOfCommand, filesOfCopy, type WrittenFile } from '../shell/written-files.ts'
import { operandsOf, type ShellCommand } from '../shell/shell-commands.ts'
import type { Step } from '../stages/stage-result.ts'
import type { Lint } from './lint-input.ts'

const globalFile = '/etc/pip.conf'
const userIsOn = /^\s*user\s*=\s*(?:true|yes|on|1)\b|\[install\](?:\s|\\n)*user\s*=\s*(?:true|yes|on|1)\b/im
const isOff = /^(?:false|no|off|0)$/i
const isOn = /^(?:true|yes|on|1)$/i

/**
 * Once `/etc/pip.conf` says `user = true`, pip installs into a home folder that a session mounts something over. The
 * setting of the user who builds (`pip config set install.user false`) and `PIP_USER` win over that file.
 */
export const pipAfterUserInstall: Lint = ({ calls, target, log }) => {
  const setsUser = createFileTest(
    (path) => path === globalFile,
    (text) => userIsOn.test(text),
  )
  let isUser = false
  let isOverruled = isOff.test(target.env.get('PIP_USER')?.text ?? '')
  for (const { step, commands } of calls) {
    if (filesOfCopy(step.instruction, step.destination).some(setsUser)) isUser = true
    for (const command of commands) {
      if (isUser && !isOverruled && installs(command)) {
        const message = `pip installs for a single user here, because ${globalFile} says "user = true" by now; write that file last`
        log.add('pipAfterUserInstall', message, command.words[0]?.offset)
      }
      if (overrules(command)) isOverruled = true
      if (turnsOn(command, step, setsUser)) isUser = true
    }
  }
}

function turnsOn(
  command: ShellCommand,
  { instruction }: Step,
  setsUser: (file: WrittenFile) => boolean,
): boolean {
  const setting = settingOf(command)
  if (setting?.isGlobal === true && isOn.test(setting.value)) return true
  return filesOfCommand(command, instruction).some(setsUser)
}

function overrules(command: ShellCommand): boolean {
  const setting = settingOf(command)
  return setting !== undefined && !setting.isGlobal && isOff.test(setting.value)
}

/** `pip config set install.user VALUE`, or `global.user`. */
function settingOf(command: ShellCommand): { value: string; isGlobal: boolean } | undefined {
  const [config, set, name, value] = pipOperands(command) ?? []
  if (config !== 'config' || set !== 'set' || value === undefined) return undefined
  if (name !== 'install.user' && name !== 'global.user') return undefined
  return { value, isGlobal: command.words.some(({ text }) => text === '--global') }
}

function installs(command: ShellCommand): boolean {
  if (pipOperands(command)?.[0] !== 'install') return false
  return !command.words.some(({ text }) => /^(?:--no-user|--target|--prefix|--root|-t)(?:=|$)/.test(text))
}

/** The words behind `pip` or `python -m pip` that are no flags. */
function pipOperands(command: ShellCommand): string[] | undefined {
  const operands = operandsOf(command).map(({ text }) => text)
  if (/^pip\d?(?:\.\d+)?$/.test(command.name)) return operands
  const isModule = /^python\d?(?:\.\d+)?$/.test(command.name) && command.words[1]?.text === '-m'
  return isModule && operands[0] === 'pip' ? operands.slice(1) : undefined
}

/** `pip install a>=1` writes a file named `=1`, and installs any version. */
export const redirectedVersions: Lint = ({ calls, log }) => {
  for (const { commands } of calls) {
    for (const command of commands.filter((one) => pipOperands(one)?.[0] === 'install')) {
      const target = command.targets.find(({ text }) => text.startsWith('='))
      if (target === undefined) continue
      const message = `The shell reads ">" as a redirection here, and writes a file named ${quoted(target.text)}; put the requirement in quotes`
      log.add('redirectedVersion', message, target.offset)
    }
  }
}
