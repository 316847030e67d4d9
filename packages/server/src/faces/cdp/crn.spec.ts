import { describe, expect, it } from 'vitest'
import { catalogCrn, catalogNamed, consumerCrn, consumerNamed, userCrn } from './crn.ts'

const site = { account: 'acme', region: 'us-west-1' }
const id = '11111111-2222-4333-8444-555555555555'

describe('resource names', () => {
  it.each([
    ['environment', `crn:cdp:environments:us-west-1:acme:environment:${id}`],
    ['datalake', `crn:cdp:datalake:us-west-1:acme:datalake:${id}`],
    ['datahub', `crn:cdp:datahub:us-west-1:acme:cluster:${id}`],
    ['database', `crn:cdp:opdb:us-west-1:acme:database:${id}`],
  ] as const)('of a consumer of type %s are %s, and mean it', (type, crn) => {
    expect(consumerCrn(site, { type, id })).toBe(crn)
    expect(consumerNamed(type, crn)).toBe(id)
  })

  it('of catalogs and users end with their names', () => {
    expect(catalogCrn(site, 'mine')).toBe('crn:cdp:datahub:us-west-1:acme:imageCatalog:mine')
    expect(catalogNamed('crn:cdp:datahub:us-west-1:acme:imageCatalog:mine')).toBe('mine')
    expect(userCrn(site, 'eve')).toBe('crn:cdp:iam:us-west-1:acme:user:eve')
  })

  it('need not be given: a name means a consumer of the type', () => {
    expect(consumerNamed('datalake', 'lake')).toBe('datalake/lake')
    expect(catalogNamed('mine')).toBe('mine')
  })

  it.each([
    `crn:cdp:datalake:us-west-1:acme:datalake:${id}`,
    'crn:',
    'crn:cdp:datahub:r:a:cluster:',
    'crn:::::::',
  ])('of something else are refused: %s', (crn) => {
    const expected = 'expected crn:cdp:datahub:<region>:<account>:cluster:<id>'

    expect(() => consumerNamed('datahub', crn)).toThrow(`The CRN '${crn}' names something else: ${expected}`)
  })
})
