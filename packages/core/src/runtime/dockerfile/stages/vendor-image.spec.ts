import { readFileSync } from 'node:fs'
import { describeWithTestData } from '@ingot/testkit'
import { describe, expect, it } from 'vitest'
import { parseImageReference } from '../../../oci/parse-image-reference.ts'
import { isVendorEngine, isVendorRuntime, metadataByName } from './vendor-image.ts'

const host = 'docker.repository.cloudera.com'

function told(text: string): Record<string, string> {
  return Object.fromEntries(metadataByName(parseImageReference(text).reference!))
}

describe('metadataByName()', () => {
  it('tells what a full name says', () => {
    expect(told(`${host}/cloudera/cdsw/ml-runtime-pbj-workbench-python3.10-standard:2024.02.1-b4`)).toEqual({
      'runtime-metadata-version': '2',
      editor: 'PBJ Workbench',
      kernel: 'Python 3.10',
      edition: 'Standard',
      'short-version': '2024.02',
      'maintenance-version': '1',
      'full-version': '2024.02.1-b4',
    })
  })

  it.each([
    [
      `${host}/cdsw/ml-runtime-workbench-python3.7-standard:2021.09.1-b5`,
      { editor: 'Workbench', kernel: 'Python 3.7' },
    ],
    [
      `${host}/cloudera/cdsw/ml-runtime-jupyterlab-r4.3-cuda:2024.02.1-b4`,
      { edition: 'Nvidia GPU', kernel: 'R 4.3' },
    ],
    [
      `container.repository.cloudera.com/cloudera/cdsw/ml-runtime-workbench-scala2.12-standard:2026.01.1-b6`,
      { kernel: 'Scala 2.12' },
    ],
    [
      `${host}/cloudera/cdsw/ml-runtime-pbj-jupyterlab-python3.13-standard:2026.01.1-b6`,
      { editor: 'JupyterLab', 'runtime-metadata-version': '2' },
    ],
  ])('reads %s', (text, part) => {
    expect(told(text)).toMatchObject(part)
  })

  it('says neither edition nor metadata version where it does not know them', () => {
    const values = told(`${host}/cloudera/cdsw/ml-runtime-pbj-workbench-python3.11-hardened:2026.01.1-b6`)
    expect(values).toMatchObject({
      editor: 'PBJ Workbench',
      kernel: 'Python 3.11',
      'short-version': '2026.01',
    })
    expect(Object.keys(values)).not.toContain('edition')
    expect(Object.keys(values)).not.toContain('runtime-metadata-version')
  })

  it('says no version of a name without one', () => {
    const values = told(
      `${host}/cloudera/cdsw/ml-runtime-workbench-python3.9-standard@sha256:${'a'.repeat(64)}`,
    )
    expect(Object.keys(values)).toEqual(['runtime-metadata-version', 'editor', 'kernel', 'edition'])
  })

  it.each([
    'registry.example.com/cloudera/cdsw/ml-runtime-workbench-python3.9-standard:2022.11.2-b2',
    `${host}/cloudera/cdsw/ml-runtime-conda-standard:2022.11.2-b2`,
    `${host}/cdsw/engine:13`,
    'ubuntu:22.04',
  ])('says nothing of %s', (text) => {
    expect(told(text)).toEqual({})
  })
})

describe('what an image is by its name', () => {
  it.each([
    [`${host}/cloudera/cdsw/ml-runtime-conda-standard:1`, 'runtime'],
    [`${host}/cdsw/ml-runtime-workbench-python3.7-standard`, 'runtime'],
    [`${host}/cdsw/engine:13`, 'engine'],
    [`${host}/cdsw/engine-x:13`, 'neither'],
    ['registry.example.com/cdsw/engine:13', 'neither'],
    ['docker.io/cdsw/ml-runtime-workbench', 'neither'],
  ])('takes %s for: %s', (text, kind) => {
    const { reference } = parseImageReference(text)
    expect(isVendorRuntime(reference!)).toBe(kind === 'runtime')
    expect(isVendorEngine(reference!)).toBe(kind === 'engine')
  })
})

describeWithTestData('metadataByName() of real bases', ['cml', 'runtime-metadata.json'], (file) => {
  const images = JSON.parse(readFileSync(file, 'utf8')) as { base: string; baseIsCloudera: boolean }[]

  it.each([...new Set(images.filter((one) => one.baseIsCloudera).map(({ base }) => base))])(
    'reads %s',
    (base) => {
      expect(Object.keys(told(base))).toHaveLength(7)
    },
  )
})
