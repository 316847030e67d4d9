import { quoted } from '../../rules/quoted.ts'
import { metadataField, metadataFields, type KnownField } from '../../metadata/metadata-field.ts'
import { offsetIn } from '../source/instruction.ts'
import type { Setting } from '../stages/stage-result.ts'
import type { Lint, LintInput } from './lint-input.ts'

/** A field that is set in one of the two ways only: the other then has what the base says, or nothing. */
export const lonelyFields: Lint = ({ steps, target, log }) => {
  const last = lastSettings(steps)
  for (const field of metadataFields) {
    const [env, label] = [last.get(`ENV ${field.env}`), last.get(`LABEL ${field.label}`)]
    if ((env === undefined) === (label === undefined) || agree(target, field)) continue
    const { code, message } = label === undefined ? withoutLabel(field) : withoutEnv(field)
    const setting = (env ?? label)!
    if (!isAbsent(setting, field)) {
      log.add(code, message, offsetIn(setting.instruction, setting.written.key.at))
    }
  }
}

function withoutLabel({ env, label, wording }: KnownField) {
  const message = `${env} is set, but the ${wording} counts by its label, which is not; add LABEL ${label}=$${env}`
  return { code: 'envWithoutLabel', message } as const
}

function withoutEnv({ env, label }: KnownField) {
  const message = `The label ${label} is set, but not the variable that must say the same; add ENV ${env} before it`
  return { code: 'labelWithoutEnv', message } as const
}

/** Whether what is inherited says the same as what is set: only told where the base is known. */
function agree({ env, labels }: LintInput['target'], field: KnownField): boolean {
  const label = labels.get(field.label)
  return label !== undefined && !label.isUncertain && label.text === env.get(field.env)?.text
}

/** Many real images set `cuda-version` to nothing, and `git-hash` to 0. */
function isAbsent({ text, isUncertain }: Setting, { zeroIsAbsent }: KnownField): boolean {
  return !isUncertain && (text.trim() === '' || (zeroIsAbsent && text.trim() === '0'))
}

/** What sets each name last, by `ENV name` or `LABEL name`. */
function lastSettings(steps: LintInput['steps']): ReadonlyMap<string, Setting> {
  const last = new Map<string, Setting>()
  for (const { settings } of steps) {
    for (const setting of settings) last.set(`${setting.kind} ${setting.key}`, setting)
  }
  return last
}

const editorField = metadataField('editor')
const builtInEditors: ReadonlySet<string> = new Set(['Workbench', 'PBJ Workbench', 'JupyterLab'])
const editorProgram = 'ml-runtime-editor'

/** A script that the file copies in and runs may do it too, so this is no more than worth knowing. */
export const unlinkedEditors: Lint = ({ dockerfile, steps, target, log }) => {
  const last = lastSettings(steps)
  const setting = last.get(`LABEL ${editorField.label}`) ?? last.get(`ENV ${editorField.env}`)
  if (setting === undefined || setting.isUncertain || setting.text.trim() === '') return
  const ofBase = target.base.allowed?.snapshot.labels[editorField.label]
  if (builtInEditors.has(setting.text) || setting.text === ofBase) return
  const isMentioned = dockerfile.instructions.some(
    ({ line, heredocs }) =>
      line.text.includes(editorProgram) || heredocs.some(({ content }) => content.includes(editorProgram)),
  )
  if (isMentioned) return
  const message = `The editor is ${quoted(setting.text)}, but nothing here makes /usr/local/bin/${editorProgram}, which a session starts; link it to the start script of the editor`
  log.add('editorNotLinked', message, offsetIn(setting.instruction, setting.written.key.at))
}

/** When the last security fixes came (Python, Status of Python versions). Only what has ended is here: no clock is asked. */
const ended: Readonly<Record<string, string>> = {
  '2.7': '2020-01-01',
  '3.4': '2019-03-18',
  '3.5': '2020-09-30',
  '3.6': '2021-12-23',
  '3.7': '2023-06-27',
  '3.8': '2024-10-07',
  '3.9': '2025-10-31',
}

const kernelField = metadataField('kernel')

export const endedPythons: Lint = ({ steps, target, log }) => {
  const kernel =
    target.labels.get(kernelField.label)?.text ?? target.base.byName.labels[kernelField.label] ?? ''
  const version = /^Python (?<version>\d+\.\d+)(?:\.|$)/.exec(kernel)?.groups?.['version'] ?? ''
  const since = Object.hasOwn(ended, version) ? ended[version] : undefined
  if (since === undefined) return
  const last = lastSettings(steps)
  const setting = last.get(`ENV ${kernelField.env}`) ?? last.get(`LABEL ${kernelField.label}`)
  const [instruction, at] =
    setting === undefined
      ? [target.stage.from, target.stage.from.rest.at]
      : [setting.instruction, setting.written.key.at]
  const message = `Python ${version} has had no security fixes since ${since}; choose a newer base or kernel where you can`
  log.add('pythonEndOfLife', message, offsetIn(instruction, at))
}
