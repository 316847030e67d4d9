import { describe, expect, it } from 'vitest'
import { metadataFields } from '../metadata/metadata-field.ts'
import { compareLabels } from './compare-labels.ts'
import { sampleEntry } from './sample-repo-file.ts'

const prefix = 'com.cloudera.ml.runtime.'

function labelsOf(changes: Record<string, string | undefined> = {}): Record<string, string> {
  const entry = sampleEntry()
  const labels = metadataFields.flatMap(({ name, label, repoKey }) => {
    const value = name in changes ? changes[name] : repoKey === undefined ? '' : String(entry[repoKey])
    return value === undefined ? [] : [[label, value]]
  })
  return { maintainer: 'somebody', ...Object.fromEntries(labels) }
}

function compare(changes: Record<string, string | undefined>, entry = sampleEntry()): string[] {
  return compareLabels(entry, labelsOf(changes), '/runtimes/3').map(
    ({ severity, code, path }) => `${severity} ${code} ${path}`,
  )
}

describe('compareLabels()', () => {
  it.each<[string, Record<string, string | undefined>, string[]]>([
    ['nothing', {}, []],
    ['another kernel', { kernel: 'Python 3.10' }, ['error LABEL_DIFFERS /runtimes/3/kernel']],
    ['another case', { edition: 'standard' }, ['error LABEL_DIFFERS /runtimes/3/edition']],
    [
      'another way to write a number',
      { 'maintenance-version': '01' },
      ['error LABEL_DIFFERS /runtimes/3/maintenance_version'],
    ],
    ['another description', { description: 'Other' }, ['warning LABEL_DIFFERS /runtimes/3/description']],
    ['another hash', { 'git-hash': 'f'.repeat(40) }, ['warning LABEL_DIFFERS /runtimes/3/git_hash']],
    ['no editor', { editor: undefined }, ['error LABEL_MISSING /runtimes/3/editor']],
    ['an empty editor', { editor: '' }, ['error LABEL_MISSING /runtimes/3/editor']],
    ['no hash and no build number', { 'git-hash': '', gbn: undefined }, []],
    [
      'several',
      { editor: 'X', gbn: '5' },
      ['error LABEL_DIFFERS /runtimes/3/editor', 'warning LABEL_DIFFERS /runtimes/3/gbn'],
    ],
  ])('finds %s', (_what, changes, expected) => {
    expect(compare(changes)).toEqual(expected)
  })

  it('does not take 0 and nothing for different', () => {
    expect(compare({ gbn: '', 'git-hash': '0' }, sampleEntry({ gbn: 0, git_hash: '' }))).toEqual([])
    expect(compare({ gbn: '7' }, sampleEntry({ gbn: 0 }))).toEqual(['warning LABEL_DIFFERS /runtimes/3/gbn'])
  })

  it('says what is meant to be', () => {
    expect(compareLabels(sampleEntry(), labelsOf({ kernel: 'R 4.3' }), '')[0]?.message).toBe(
      'The image has the kernel "R 4.3", but the entry "Python 3.11": make the entry say what the label says',
    )
  })

  it('takes an image without labels for no runtime', () => {
    expect(compareLabels(sampleEntry(), { maintainer: 'x', __proto__: 'x' }, '/runtimes/0')).toMatchObject([
      { severity: 'error', code: 'NOT_A_RUNTIME', path: '/runtimes/0' },
    ])
    expect(compareLabels(sampleEntry(), { [`${prefix}x`]: '' }, '').map(({ code }) => code)).not.toContain(
      'NOT_A_RUNTIME',
    )
  })
})
