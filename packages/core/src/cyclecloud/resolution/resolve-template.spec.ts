import type { Artifact, Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../../image/array-source.ts'
import { imageId } from '../../image/image-id.ts'
import { parseTemplate } from '../template/parse-template.ts'
import { imageState } from './image-state.ts'
import { publicParameters } from './public-parameters.ts'
import { resolveTemplate, type TemplateRequest } from './resolve-template.ts'

const at = new Date('2026-03-01T00:00:00Z')

function image(
  name: string,
  version: string,
  artifacts: Partial<Artifact>[],
  more: Partial<Image> = {},
): Image {
  return {
    id: imageId('local', name, version),
    catalog: 'local',
    name,
    version,
    traits: {},
    stages: [],
    artifacts: artifacts.map((artifact, index) => ({
      name: `artifact-${index}`,
      provider: 'azure',
      reference: `ref:${name}:${version}:${index}`,
      ...artifact,
    })),
    ...more,
  }
}

const source = arraySource(
  [
    image('base', '1.9', [{ region: 'eastus' }, { region: 'westus' }], { label: 'Base' }),
    image('base', '1.10', [{ region: 'eastus', account: 'prod' }, { region: 'eastus' }], { label: 'Base' }),
    image('bad', '1.0', [{ reference: 'ami-bad' }], {
      stages: [{ state: 'revoked', from: '2026-01-01T00:00:00Z' }],
    }),
    image('a:b:c:latest', '1.0', [{}]),
    image('win', '1.0', [{ reference: 'Pub:Offer:Sku:latest' }], { os: 'windows' }),
  ],
  ['local'],
)

function resolveText(text: string, request: Partial<TemplateRequest> = {}) {
  const given = { parameters: new Map(), provider: 'azure', region: 'eastus', ...request }
  return resolveTemplate(source, parseTemplate('cluster.txt', text), given, at)
}

/** What one node with these attributes gets, in few words. */
function nodeAnswer(attributes: string, request: Partial<TemplateRequest> = {}) {
  const { nodes } = resolveText(`[cluster c]\n[[node n]]\n${attributes}\n`, request)
  const { status, select, image: chosen, artifact, refusal } = nodes[0]!
  return {
    status,
    by: select.by,
    version: chosen?.version,
    reference: artifact?.reference,
    code: refusal?.code,
  }
}

const found = (status: string, by: string, version: string | undefined, reference: string) => ({
  status,
  by,
  version,
  reference,
  code: undefined,
})

describe('resolveTemplate()', () => {
  it.each([
    ['ImageName = base', found('resolved', 'name', '1.10', 'ref:base:1.10:1')],
    ['imagename = BASE\nImageVersion = 1.9', found('resolved', 'name', '1.9', 'ref:base:1.9:0')],
    ['ImageName = base\nImageVersion = 1.10', found('resolved', 'name', '1.10', 'ref:base:1.10:1')],
    ['ImageName = base\nImageVersion = 1.x', found('resolved', 'name', '1.10', 'ref:base:1.10:1')],
    ['ImageName = base\nRegion = westus', found('resolved', 'name', '1.9', 'ref:base:1.9:1')],
    ['ImageName = base\nCredentials = prod', found('resolved', 'name', '1.10', 'ref:base:1.10:0')],
    ['Image = Base', found('resolved', 'label', '1.10', 'ref:base:1.10:1')],
    ['ImageName = a:b:c:latest', found('resolved', 'name', '1.0', 'ref:a:b:c:latest:1.0:0')],
    ['ImageName = x:b:c:latest', found('direct', 'urn', undefined, 'x:b:c:latest')],
    ['ImageName = Pub:Offer:Sku:latest', found('direct', 'urn', '1.0', 'Pub:Offer:Sku:latest')],
    [
      'ImageName = /subscriptions/s/images/i',
      found('direct', 'resource-id', undefined, '/subscriptions/s/images/i'),
    ],
    ['ImageId = ami-1\nImageName = base', found('direct', 'reference', undefined, 'ami-1')],
    ['ImageName := undefined\nImageId = ami-1', found('direct', 'reference', undefined, 'ami-1')],
    [
      'Azure.Publisher = Pub\nAzure.Offer = Offer\nAzure.Sku = 7.10',
      found('direct', 'marketplace', undefined, 'Pub:Offer:7.10:latest'),
    ],
    ['ImageName = ${strcat("ba", "se")}', found('resolved', 'name', '1.10', 'ref:base:1.10:1')],
  ])('%s', (attributes, expected) => {
    expect(nodeAnswer(attributes)).toEqual(expected)
  })

  it.each([
    ['MachineType = Standard_D2', 'IMAGE_ATTRIBUTE_MISSING'],
    ['ImageName = $Image', 'PARAMETER_NOT_GIVEN'],
    ['ImageName = nothing', 'NAME_NOT_FOUND'],
    ['ImageName = base\nImageVersion = 3.x', 'VERSION_NOT_FOUND'],
    ['ImageId = ami-bad', 'IMAGE_REVOKED'],
    ['ImageName = bad', 'IMAGE_REVOKED'],
    ['ImageName = win\nImageOS = linux', 'OS_MISMATCH'],
    ['ImageName = ${1 + "a"}', 'IMAGE_ATTRIBUTE_ERROR'],
  ])('refuses %s', (attributes, code) => {
    const answer = nodeAnswer(attributes)

    expect(answer).toMatchObject({ status: 'unresolved', code })
  })

  it('leaves abstract nodes out, takes node arrays in, and names the cluster', () => {
    const { nodes, faults } = resolveText(`
[cluster one]
[[node defaults]]
ImageName = base
[[node hidden]]
Abstract = true
[[nodearray work]]
Extends = hidden
[[node head]]
`)

    expect(faults).toEqual([])
    expect(nodes.map(({ cluster, node, kind, status }) => [cluster, node, kind, status])).toEqual([
      ['one', 'work', 'nodearray', 'resolved'],
      ['one', 'head', 'node', 'resolved'],
    ])
  })

  const form = `
[cluster c]
[[node n]]
ImageName = $Name
Region = $Region
Credentials = $Account
[parameters p]
[[parameter Name]]
ParameterType = Cloud.Image
DefaultValue = base
[[parameter Region]]
ParameterType = Cloud.Region
DefaultValue = westus
[[parameter Account]]
ParameterType = Cloud.Credentials
`

  it('fills the parameters of a place from the command line, unless they are given by name', () => {
    const locationOf = (request: Partial<TemplateRequest>) => resolveText(form, request).nodes[0]!.location

    expect(locationOf({})).toEqual({ provider: 'azure', region: 'eastus' })
    expect(locationOf({ region: undefined })).toEqual({ provider: 'azure', region: 'westus' })
    expect(locationOf({ account: 'prod' })).toEqual({ provider: 'azure', account: 'prod', region: 'eastus' })
    expect(locationOf({ parameters: new Map([['region', 'northeurope']]) }).region).toBe('northeurope')
  })

  it('says which parameter has no value', () => {
    const { nodes } = resolveText(form.replace('DefaultValue = base', ''))

    expect(nodes[0]?.refusal).toMatchObject({
      code: 'PARAMETER_NOT_GIVEN',
      message: 'ImageName depends on "Name", which has no value',
      remedy: 'Set it with --param Name=…, or give it a default in the template',
    })
  })

  it('says which parameters an expression lacks, and only those that it looked at', () => {
    const { nodes } = resolveText(
      '[cluster c]\n[[node n]]\nImageName = ${custom ? Other : strcat(Gallery, "/", Name, ClusterName)}\n' +
        '[parameters p]\n[[parameter custom]]\nDefaultValue = false\n[[parameter Other]]\n' +
        '[[parameter Gallery]]\n[[parameter Name]]\nDefaultValue = base\n',
    )

    expect(nodes[0]).toMatchObject({
      select: { attribute: 'ImageName', value: '$Gallery, $ClusterName', by: 'none' },
      refusal: {
        code: 'PARAMETER_NOT_GIVEN',
        message: 'ImageName depends on "Gallery" and "ClusterName", which have no value',
        remedy: 'Set them with --param Gallery=… --cluster-name …, or give them defaults in the template',
      },
    })
  })

  it('takes a value that is given for a parameter which the template uses without defining it', () => {
    const { nodes } = resolveText('[cluster c]\n[[node n]]\nImageName = $Name\nImageVersion = $V\n', {
      parameters: new Map([
        ['name', 'base'],
        ['V', '1.10'],
      ]),
    })

    expect(nodes[0]?.image).toMatchObject({ name: 'base', version: '1.10' })
  })
})

describe('imageState()', () => {
  it.each([
    ['bad', 'revoked'],
    ['ami-bad', 'revoked'],
    ['base', 'active'],
  ])('knows that %s is %s', (name, state) => {
    expect(imageState(source, name, at)?.state).toBe(state)
  })

  it('knows nothing of others', () => {
    expect(imageState(source, 'nothing', at)).toBeUndefined()
  })
})

describe('publicParameters()', () => {
  it('keeps passwords out of files', () => {
    const template = parseTemplate(
      't',
      '[cluster c]\n[parameters p]\n[[parameter Secret]]\nParameterType = Password\n',
    )

    expect(publicParameters(template, { secret: 's', Other: 'o' })).toEqual({ Other: 'o' })
  })
})
