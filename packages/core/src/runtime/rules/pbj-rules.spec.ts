import { describe, expect, it } from 'vitest'
import { findingsOf, spokenOf } from './sample-findings.ts'
import { baseValues, envOf, kernelEnv, nonPbjValues, pbjValues } from './sample-subject.ts'

const nonPbj = { base: { generation: 'non-pbj', values: nonPbjValues } } as const

describe('kernelGatewayCmdMissing and kernelNameMissing', () => {
  const env = envOf(pbjValues)

  it('are found where a PBJ runtime has no such variables', () => {
    expect(spokenOf('kernelGatewayCmdMissing', {}, { env })).toEqual([
      'kernelGatewayCmdMissing: A PBJ runtime needs the environment variable ML_RUNTIME_JUPYTER_KERNEL_GATEWAY_CMD, which is not set; set it to the command that starts the gateway, such as "/usr/local/bin/jupyter kernelgateway"',
    ])
    expect(spokenOf('kernelNameMissing', {}, { env })).toEqual([
      'kernelNameMissing: A PBJ runtime needs the environment variable ML_RUNTIME_JUPYTER_KERNEL_NAME, which is not set; set it to the name of its kernelspec, such as "python3"',
    ])
  })

  it('are found where they are empty', () => {
    const empty = { ...env, ML_RUNTIME_JUPYTER_KERNEL_GATEWAY_CMD: '', ML_RUNTIME_JUPYTER_KERNEL_NAME: ' ' }
    expect(spokenOf('kernelGatewayCmdMissing', {}, { env: empty })[0]).toContain('which is empty; set it')
    expect(spokenOf('kernelNameMissing', {}, { env: empty })[0]).toContain('which is empty; set it')
  })

  it('are found of metadata version 3 too, and told apart', () => {
    const given = { values: { 'runtime-metadata-version': '3' } }
    const half = { ...env, ML_RUNTIME_JUPYTER_KERNEL_NAME: 'python3' }
    expect(findingsOf('kernelGatewayCmdMissing', given, { env: half })).toHaveLength(1)
    expect(findingsOf('kernelNameMissing', given, { env: half })).toEqual([])
  })

  it('are not found where both are there, nor of what is not PBJ', () => {
    expect(findingsOf('kernelGatewayCmdMissing', {}, { env: { ...env, ...kernelEnv } })).toEqual([])
    expect(findingsOf('kernelNameMissing', nonPbj)).toEqual([])
    expect(findingsOf('kernelNameMissing', { values: { 'runtime-metadata-version': '' } }, { env })).toEqual(
      [],
    )
  })
})

describe('customEditorOnPbj', () => {
  it.each(['RStudio', 'VsCode', 'Zeppelin', 'pbj workbench'])('warns of %s', (editor) => {
    expect(spokenOf('customEditorOnPbj', { values: { editor } })).toEqual([
      `customEditorOnPbj: The editor of a PBJ runtime is "PBJ Workbench" or "JupyterLab", but this one has "${editor}"; custom editors are not supported on PBJ, so try it before you enable it`,
    ])
  })

  it.each([
    ['the editors of the vendor', { values: { editor: 'JupyterLab' } }, {}],
    ['what is not PBJ', { ...nonPbj, values: { editor: 'VsCode' } }, {}],
    [
      'an editor that a base of the vendor has',
      { values: { editor: 'Other' }, base: { values: { ...baseValues, editor: 'Other' } } },
      {},
    ],
    ["the vendor's own", { values: { editor: 'Other' } }, { isVendorOwn: true }],
    ['Workbench, which has a finding of its own', { values: { editor: 'Workbench' } }, {}],
    ['no editor', { values: { editor: '' } }, {}],
    ['one that nobody has filled in', { values: { editor: 'TODO' } }, {}],
  ])('is not found for %s', (_what, given, more) => {
    expect(findingsOf('customEditorOnPbj', given, more)).toEqual([])
  })

  it('is found for an editor that a base of others has', () => {
    const base = { vendor: false, values: { ...baseValues, editor: 'Other' } }
    expect(findingsOf('customEditorOnPbj', { values: { editor: 'Other' }, base })).toMatchObject([
      { severity: 'warning' },
    ])
  })
})

describe('editorNameOnPbj', () => {
  it.each(['Workbench', 'workbench'])('warns of %s', (editor) => {
    expect(spokenOf('editorNameOnPbj', { values: { editor } })).toEqual([
      `editorNameOnPbj: "${editor}" is the editor that is not PBJ, but the metadata version says that this runtime is; call its editor "PBJ Workbench"`,
    ])
  })

  it('is not found of PBJ Workbench, nor of what is not PBJ', () => {
    expect(findingsOf('editorNameOnPbj', {})).toEqual([])
    expect(findingsOf('editorNameOnPbj', { ...nonPbj, values: { editor: 'Workbench' } })).toEqual([])
  })
})
