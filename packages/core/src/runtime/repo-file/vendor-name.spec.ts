import { describe, expect, it } from 'vitest'
import { parseImageReference } from '../../oci/parse-image-reference.ts'
import { sampleEntry } from './sample-repo-file.ts'
import { nameDifferences } from './vendor-name.ts'

const vendor = 'docker.repository.cloudera.com/cloudera/cdsw/ml-runtime'

function differences(name: string, changes = {}): string | undefined {
  return nameDifferences(sampleEntry(changes), parseImageReference(name).reference!)
}

describe('nameDifferences()', () => {
  it.each([
    [`${vendor}-pbj-workbench-python3.11-standard:2024.02.1-b4`, {}],
    [`${vendor}-pbj-workbench-python3.11-standard`, { full_version: '' }],
    [
      `${vendor}-jupyterlab-r4.3-cuda:2024.02.1-b4`,
      { editor: 'JupyterLab', kernel: 'R 4.3', edition: 'Nvidia GPU' },
    ],
    [
      `${vendor}-pbj-jupyterlab-python3.11-hardened:2024.02.1-b4`,
      { editor: 'JupyterLab', edition: 'Hardened' },
    ],
    [`${vendor}-workbench-scala2.11-standard:2024.02.1-b4`, { editor: 'Workbench', kernel: 'Scala 2.11' }],
    [`${vendor}-pbj-workbench-python3.11-ours:2024.02.1-b4`, { edition: 'Any' }],
    [`${vendor}-conda-standard:1`, {}],
    ['registry.example.com/anything:1', {}],
  ])('finds none between %s and %j', (name, changes) => {
    expect(differences(name, changes)).toBeUndefined()
  })

  it('names each, also of an image that was copied elsewhere', () => {
    expect(differences('registry.example.com/ml-runtime-workbench-python3.10-cuda:2023.08.2-b8')).toBe(
      'The image is named for editor "Workbench", not "PBJ Workbench", kernel "Python 3.10", not "Python 3.11", edition "Nvidia GPU", not "Standard" and full_version "2023.08.2-b8", not "2024.02.1-b4", which the entry says; look which is right',
    )
  })
})
