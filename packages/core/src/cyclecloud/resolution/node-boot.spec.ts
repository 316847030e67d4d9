import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../../image/array-source.ts'
import { sampleArtifact, sampleImage } from '../../image/sample-image.ts'
import { resolve } from '../../resolve/resolve.ts'
import { evaluateTemplate } from '../template/evaluate-template.ts'
import { checkTemplate } from '../template/lint/lint-template.ts'
import { parseTemplate } from '../template/parse-template.ts'
import { nodeBootWarnings } from './node-boot.ts'
import { resolveTemplate } from './resolve-template.ts'

const at = new Date('2026-03-01T12:00:00.000Z')

const image: Image = sampleImage({
  name: 'our.base',
  architecture: 'x86_64',
  traits: { generation: 'V2' },
  artifacts: ['eastus', 'westus'].map((region) =>
    sampleArtifact({
      name: region,
      region,
      traits: { generation: region === 'eastus' ? 'V2' : 'V1', plan: 'p:q:r', 'root-size-gb': '30' },
    }),
  ),
})
const source = arraySource([image], ['local'])

const text = `[cluster c]
[[node defaults]]
ImageName = our.base
ImagePlan.Publisher = p
ImagePlan.Product = q
ImagePlan.Name = r
[[node head]]
MachineType = Standard_D8s_v6
[[nodearray execute]]
MachineType = Standard_D8s_v5, Standard_A4
SecurityType = TrustedLaunch
[[[volume boot]]]
Size = 20
[[nodearray fine]]
MachineType = $Machine
`

const template = parseTemplate('t.txt', text)

describe('resolveTemplate()', () => {
  it('warns of what cannot start from the artifact that a node gets', () => {
    const request = { parameters: new Map(), provider: 'azure', region: 'eastus', trace: false }

    const { nodes } = resolveTemplate(source, template, request, at)

    expect(nodes.map(({ node, warnings }) => [node, warnings.map(({ code }) => code)])).toEqual([
      ['head', ['BOOT_DISK_CONTROLLER']],
      ['execute', ['BOOT_GENERATION', 'BOOT_SECURITY_TYPE', 'BOOT_SECURITY_TYPE', 'BOOT_DISK_SIZE']],
      ['fine', []],
    ])
  })
})

describe('checkTemplate()', () => {
  it('tells it at the line that is to be changed, also where the place is open', () => {
    const evaluated = evaluateTemplate(template, { parameters: new Map() })
    const context = {
      bootFaults: (node: (typeof evaluated.nodes)[number]) => nodeBootWarnings(source, node, at),
    }

    const faults = checkTemplate(template, evaluated, context).filter(({ code }) => code === 'CANNOT_BOOT')

    expect(faults.every(({ severity }) => severity === 'warning')).toBe(true)
    expect(
      faults.map(({ line, column, message }) => [line, column, /: (\S+ \S+)/.exec(message)?.[1]]),
    ).toEqual([
      [8, 15, 'Standard_D8s_v6 attaches'],
      [8, 15, 'Standard_D8s_v6 starts'],
      [10, 15, 'Standard_A4 starts'],
      [10, 15, 'The boot'],
      [11, 16, 'Standard_A4 has'],
      [11, 16, 'SecurityType is'],
    ])
  })
})

describe('resolve() with a machine type', () => {
  it.each([
    ['Standard_D8s_v6', 'eastus', ['BOOT_DISK_CONTROLLER']],
    ['Standard_M128s_v2', 'westus', ['BOOT_GENERATION']],
    [undefined, 'eastus', []],
  ])('%s in %s warns of %j', (machineType, region, codes) => {
    const { warnings } = resolve(source, { name: 'our.base', provider: 'azure', region, machineType }, at)

    expect(warnings.map(({ code }) => code)).toEqual(codes)
  })
})
