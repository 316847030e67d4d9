import { describe, expect, it } from 'vitest'
import { errorValue, integerValue, stringValue, UNDEFINED, type Value } from '../expression/value.ts'
import { imageNaming, type NodeAttribute } from './image-naming.ts'

const resourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/i'

function lookup(attributes: Record<string, Value | string>, missing: Record<string, string[]> = {}) {
  const found = new Map<string, NodeAttribute>()
  for (const [name, value] of Object.entries(attributes)) {
    found.set(name.toLowerCase(), {
      name,
      value: typeof value === 'string' ? stringValue(value) : value,
      missing: missing[name] ?? [],
    })
  }
  return (name: string) => found.get(name)
}

describe('imageNaming()', () => {
  it.each([
    [{ ImageId: 'ami-1' }, 'ImageId', 'ami-1', 'id'],
    [{ ImageName: 'cycle.image.ubuntu22' }, 'ImageName', 'cycle.image.ubuntu22', 'name'],
    [{ ImageName: ' almalinux8 ' }, 'ImageName', 'almalinux8', 'name'],
    [{ ImageName: resourceId }, 'ImageName', resourceId, 'resource-id'],
    [{ imagename: 'OpenLogic:CentOS-HPC:7.6:latest' }, 'imagename', 'OpenLogic:CentOS-HPC:7.6:latest', 'urn'],
    [{ ImageName: 'a:b:c' }, 'ImageName', 'a:b:c', 'name'],
    [{ Image: 'Windows 2022 DataCenter' }, 'Image', 'Windows 2022 DataCenter', 'label'],
    [{ ImageId: 'ami-1', ImageName: 'n', Image: 'l' }, 'ImageId', 'ami-1', 'id'],
    [{ ImageName: 'n', Image: 'l', 'Azure.Publisher': 'p' }, 'ImageName', 'n', 'name'],
    [{ ImageName: UNDEFINED, ImageId: 'ami-2' }, 'ImageId', 'ami-2', 'id'],
    [{ ImageId: '', ImageName: 'n' }, 'ImageName', 'n', 'name'],
    [{ ImageName: integerValue(7) }, 'ImageName', '7', 'name'],
    [
      { 'Azure.Publisher': 'p', 'Azure.Offer': 'o', 'Azure.Sku': '7.4' },
      'Azure.Publisher',
      'p:o:7.4:latest',
      'marketplace',
    ],
    [
      { 'Azure.Publisher': 'p', 'Azure.Offer': 'o', 'Azure.Sku': 's', 'Azure.ImageVersion': '1.2' },
      'Azure.Publisher',
      'p:o:s:1.2',
      'marketplace',
    ],
  ])('reads case %#', (attributes, attribute, value, by) => {
    const naming = imageNaming(lookup(attributes))

    expect(naming).toEqual({ select: { attribute, value, by } })
  })

  it('carries the version that the node asks for', () => {
    const naming = imageNaming(lookup({ ImageName: 'n', ImageVersion: '1.x' }))

    expect(naming.select.version).toBe('1.x')
  })

  it.each([
    [{}, {}, 'IMAGE_ATTRIBUTE_MISSING'],
    [{ ImageName: UNDEFINED }, {}, 'IMAGE_ATTRIBUTE_MISSING'],
    [{ ImageName: UNDEFINED }, { ImageName: ['SchedulerImage'] }, 'PARAMETER_NOT_GIVEN'],
    [{ ImageName: errorValue('strcat') }, { ImageName: ['Gallery', 'Version'] }, 'PARAMETER_NOT_GIVEN'],
    [{ ImageName: errorValue('no such function') }, {}, 'IMAGE_ATTRIBUTE_ERROR'],
    [{ 'Azure.Publisher': 'p', 'Azure.Sku': 's' }, {}, 'MARKETPLACE_INCOMPLETE'],
  ])('refuses case %#', (attributes, parameters, code) => {
    const naming = imageNaming(lookup(attributes, parameters))

    expect(naming.refusal?.code).toBe(code)
    expect(naming.refusal?.remedy).not.toBe('')
  })
})
