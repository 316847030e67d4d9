import { describe, expect, it } from 'vitest'
import { runtimeFindings } from './runtime-findings.ts'
import { findingsOf, spokenOf } from './sample-findings.ts'
import { labelsOf, pbjValues, sampleSubject } from './sample-subject.ts'

const prefix = 'com.cloudera.ml.runtime.'

describe('notARuntime', () => {
  const none =
    'notARuntime: The image has none of the labels com.cloudera.ml.runtime.*, so it is not a runtime'

  it.each([
    ['no label at all', {}, '; build it on a runtime, or add the labels'],
    [
      'labels of others',
      { maintainer: 'a team', 'org.example.kernel': 'x' },
      '; build it on a runtime, or add the labels',
    ],
    [
      'labels that are empty',
      { [`${prefix}kernel`]: '', [`${prefix}editor`]: ' ' },
      '; build it on a runtime, or add the labels',
    ],
  ])('is found where there is %s', (_what, labels, rest) => {
    expect(spokenOf('notARuntime', {}, { labels, env: {} })).toEqual([none + rest])
  })

  it('tells that variables are no labels', () => {
    expect(spokenOf('notARuntime', {}, { labels: {} })).toEqual([
      `${none}; its environment variables do not count: add a LABEL for each of them`,
    ])
  })

  it('knows an engine', () => {
    const engine = { labels: {}, env: {}, reference: 'registry.example.com/cdsw/engine:13' }
    expect(spokenOf('notARuntime', {}, engine)).toEqual([
      `${none}, but an engine, which came before runtimes`,
    ])
  })

  it('keeps everything else about labels from being reported', () => {
    const found = runtimeFindings(sampleSubject({}, { labels: {}, isVendorOwn: false }))
    expect(found.map(({ code }) => code)).toEqual(['notARuntime'])
  })

  it('is not found where one label is there', () => {
    expect(spokenOf('notARuntime', {}, { labels: labelsOf({ kernel: 'R 4.3' }) })).toEqual([])
  })
})

describe('labelMissing', () => {
  it.each([
    'runtime-metadata-version',
    'editor',
    'kernel',
    'edition',
    'short-version',
    'maintenance-version',
    'description',
  ] as const)('is found where %s is absent, or empty', (name) => {
    const given = { values: { [name]: undefined }, base: 'unknown' } as const
    expect(findingsOf('labelMissing', given)).toMatchObject([
      { code: `labelMissing:${name}`, severity: 'error', field: name, evidence: { label: prefix + name } },
    ])
    expect(findingsOf('labelMissing', { ...given, labels: { [name]: '  ' } })).toHaveLength(1)
  })

  it.each(['full-version', 'cuda-version', 'git-hash', 'gbn'] as const)('is not found of %s', (name) => {
    expect(findingsOf('labelMissing', { values: { [name]: undefined } })).toEqual([])
  })

  it.each([
    [
      { values: { kernel: undefined } },
      'labelMissing:kernel: The label com.cloudera.ml.runtime.kernel is missing; set it to the kernel, such as "Python 3.11"',
    ],
    [
      { labels: { kernel: '' }, env: { kernel: undefined } },
      'labelMissing:kernel: The label com.cloudera.ml.runtime.kernel is empty; set it to the kernel, such as "Python 3.11"',
    ],
    [
      { labels: { kernel: undefined } },
      'labelMissing:kernel: The label com.cloudera.ml.runtime.kernel is missing; ML_RUNTIME_KERNEL says "Python 3.11", but only the label counts: add LABEL com.cloudera.ml.runtime.kernel=$ML_RUNTIME_KERNEL',
    ],
  ])('says what to do: %j', (given, message) => {
    expect(spokenOf('labelMissing', given)).toEqual([message])
  })

  it('is found of every field at once, in the order of the fields', () => {
    const labels = labelsOf({ 'full-version': '1.0.1' })
    expect(findingsOf('labelMissing', {}, { labels }).map(({ field }) => field)).toEqual([
      'runtime-metadata-version',
      'editor',
      'kernel',
      'edition',
      'short-version',
      'maintenance-version',
      'description',
    ])
  })
})

describe('envLabelMismatch', () => {
  it.each([
    [
      'two values',
      { labels: { kernel: 'R 4.3' } },
      'envLabelMismatch:kernel: The kernel must be the same twice, but ML_RUNTIME_KERNEL says "Python 3.11" and its label says "R 4.3"; set both alike: LABEL com.cloudera.ml.runtime.kernel=$ML_RUNTIME_KERNEL',
    ],
    [
      'a label that is inherited',
      { env: { editor: 'JupyterLab extended' } },
      'envLabelMismatch:editor: The editor must be the same twice, but ML_RUNTIME_EDITOR says "JupyterLab extended" and its label says "PBJ Workbench"; the label is that of the base: add LABEL com.cloudera.ml.runtime.editor=$ML_RUNTIME_EDITOR, or leave the variable as it was',
    ],
    [
      'a variable of an optional field without a label',
      { env: { 'cuda-version': '12.5.1' } },
      'envLabelMismatch:cuda-version: The CUDA version must be the same twice, but ML_RUNTIME_CUDA_VERSION says "12.5.1" and its label is absent; set both alike: LABEL com.cloudera.ml.runtime.cuda-version=$ML_RUNTIME_CUDA_VERSION',
    ],
    [
      'values that differ in a space alone',
      { env: { edition: 'Data  Science' } },
      'envLabelMismatch:edition: The edition must be the same twice, but ML_RUNTIME_EDITION says "Data  Science" and its label says "Data Science"; set both alike: LABEL com.cloudera.ml.runtime.edition=$ML_RUNTIME_EDITION',
    ],
  ])('is found for %s', (_what, given, message) => {
    expect(spokenOf('envLabelMismatch', given)).toEqual([message])
  })

  it.each([
    ['both alike', {}],
    ['no variable', { env: { kernel: undefined } }],
    ['an empty variable', { env: { kernel: '' } }],
    ['an empty label and no variable', { labels: { 'cuda-version': '' } }],
    [
      'zeros for a git hash and a build number',
      { values: { 'git-hash': '', gbn: '' }, env: { 'git-hash': '0', gbn: '0' } },
    ],
    ['a required label that is missing, which is said already', { labels: { kernel: undefined } }],
  ])('is not found for %s', (_what, given) => {
    expect(spokenOf('envLabelMismatch', given)).toEqual([])
  })

  it('shows all three values', () => {
    const [found] = findingsOf('envLabelMismatch', { env: { editor: 'Other' } })
    expect(found?.evidence).toEqual({
      'com.cloudera.ml.runtime.editor': 'PBJ Workbench',
      ML_RUNTIME_EDITOR: 'Other',
      base: 'PBJ Workbench',
    })
  })
})

describe('envMissing', () => {
  it('names every variable that is not there in one finding', () => {
    expect(spokenOf('envMissing', { env: { kernel: undefined, editor: undefined } })).toEqual([
      'envMissing: Every label is to have a variable that says the same, but ML_RUNTIME_EDITOR and ML_RUNTIME_KERNEL are not set; add ENV for each',
    ])
    expect(spokenOf('envMissing', { env: { kernel: undefined } })).toEqual([
      'envMissing: Every label is to have a variable that says the same, but ML_RUNTIME_KERNEL is not set; add ENV for it',
    ])
  })

  it('is not found for empty labels', () => {
    expect(spokenOf('envMissing', { labels: { 'cuda-version': '' } })).toEqual([])
  })
})

describe('unknownLabel', () => {
  it.each([
    ['metadata-version', '"com.cloudera.ml.runtime.runtime-metadata-version" may have been meant'],
    ['maintainance-version', '"com.cloudera.ml.runtime.maintenance-version" may have been meant'],
    ['full_version', '"com.cloudera.ml.runtime.full-version" may have been meant'],
    ['Kernel', '"com.cloudera.ml.runtime.kernel" may have been meant'],
    ['color', 'it is ignored'],
  ])('is found for %s', (name, hint) => {
    const subject = sampleSubject()
    const labels = { ...subject.labels, [prefix + name]: 'x' }
    expect(spokenOf('unknownLabel', {}, { labels })).toEqual([
      `unknownLabel: No field of a runtime has the label "${prefix}${name}"; ${hint}`,
    ])
  })

  it('is found a limited number of times, in one order whatever that of the labels', () => {
    const odd = Array.from({ length: 50 }, (_, index) => [
      `${prefix}odd-${String(index).padStart(2, '0')}`,
      'x',
    ])
    const found = (entries: string[][]) =>
      spokenOf('unknownLabel', {}, { labels: { ...labelsOf(pbjValues), ...Object.fromEntries(entries) } })
    expect(found(odd)).toHaveLength(20)
    expect(found(odd.toReversed())).toEqual(found(odd))
  })

  it('is not found for labels of others', () => {
    const labels = { ...labelsOf(pbjValues), 'com.example.kernel': 'x' }
    expect(spokenOf('unknownLabel', {}, { labels })).toEqual([])
  })
})
