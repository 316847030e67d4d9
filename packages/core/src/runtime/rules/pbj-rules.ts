import { kernelVariables, metadataField } from '../metadata/metadata-field.ts'
import { ruleSources } from '../rule-sources.ts'
import type { Examined } from './examined.ts'
import { isPlaceholder } from './placeholder.ts'
import { quoted } from './quoted.ts'
import type { RuntimeRule, Spot } from './runtime-rule.ts'

export const kernelGatewayCmdMissing: RuntimeRule = {
  severity: 'error',
  summary: 'A PBJ runtime does not say how its Jupyter kernel gateway is started',
  source: ruleSources.pbj,
  find: (examined) =>
    variableMissing(
      examined,
      kernelVariables.gatewayCommand,
      'the command that starts the gateway, such as "/usr/local/bin/jupyter kernelgateway"',
    ),
}

export const kernelNameMissing: RuntimeRule = {
  severity: 'error',
  summary: 'A PBJ runtime does not say which kernelspec it starts',
  source: ruleSources.pbj,
  find: (examined) =>
    variableMissing(examined, kernelVariables.name, 'the name of its kernelspec, such as "python3"'),
}

function variableMissing({ subject, isPbj }: Examined, variable: string, what: string): Spot[] {
  const value = subject.env[variable]
  if (!isPbj || (value !== undefined && value.trim() !== '')) return []
  const message = `A PBJ runtime needs the environment variable ${variable}, which is ${value === undefined ? 'not set' : 'empty'}; set it to ${what}`
  return [{ message, evidence: { [variable]: value } }]
}

/** The editors of the vendor's own PBJ runtimes. */
const pbjEditors: readonly string[] = ['PBJ Workbench', 'JupyterLab']

const olderEditor = 'Workbench'

/** The documentation has it that custom editors do not work on PBJ, but there are images that do. */
export const customEditorOnPbj: RuntimeRule = {
  severity: 'warning',
  summary: 'A PBJ runtime has an editor of its own, which the vendor does not support',
  source: ruleSources.editor,
  find({ subject, values, ofBase, isPbj }) {
    const editor = values.get('editor')
    if (!isPbj || subject.isVendorOwn || editor === undefined || isPlaceholder(editor)) return []
    if (pbjEditors.includes(editor) || isOlder(editor)) return []
    if (subject.base?.vendor === true && ofBase?.get('editor') === editor) return []
    const message = `The editor of a PBJ runtime is ${quoted(pbjEditors[0]!)} or ${quoted(pbjEditors[1]!)}, but this one has ${quoted(editor)}; custom editors are not supported on PBJ, so try it before you enable it`
    return [
      { field: 'editor', message, evidence: editorEvidence(editor, values.get('runtime-metadata-version')) },
    ]
  },
}

export const editorNameOnPbj: RuntimeRule = {
  severity: 'warning',
  summary: 'A PBJ runtime calls its editor Workbench, which is the one that is not PBJ',
  source: ruleSources.pbj,
  find({ values, isPbj }) {
    const editor = values.get('editor')
    if (!isPbj || editor === undefined || !isOlder(editor)) return []
    const message = `${quoted(editor)} is the editor that is not PBJ, but the metadata version says that this runtime is; call its editor ${quoted(pbjEditors[0]!)}`
    return [
      { field: 'editor', message, evidence: editorEvidence(editor, values.get('runtime-metadata-version')) },
    ]
  },
}

function isOlder(editor: string): boolean {
  return editor.trim().toLowerCase() === olderEditor.toLowerCase()
}

function editorEvidence(editor: string, version: string | undefined): Spot['evidence'] {
  return {
    [metadataField('editor').label]: editor,
    [metadataField('runtime-metadata-version').label]: version,
  }
}
