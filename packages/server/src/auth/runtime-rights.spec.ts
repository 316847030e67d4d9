import { IngotError, operations, type OperationName, type RoleName } from '@ingot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRegistrySite, type RegistrySite } from '../testing/registry-site.ts'
import { runtimeAsks } from '../testing/runtime-asks.ts'

let site: RegistrySite

beforeAll(async () => {
  site = await openRegistrySite({ operations: Object.keys(operations) as OperationName[] })
})

afterAll(() => site.close())

const roles: readonly RoleName[] = ['reader', 'editor', 'administrator']

const cases = Object.entries(runtimeAsks).flatMap(([name, { ask, least }]) =>
  roles.map((role) => ({ name, role, ask, isAllowed: roles.indexOf(role) >= roles.indexOf(least) })),
)

async function codeOf(act: Promise<unknown>): Promise<string> {
  try {
    await act
    return 'ok'
  } catch (error) {
    if (error instanceof IngotError) return error.code
    throw error
  }
}

describe('the rights to runtimes', () => {
  it.each(cases)('$name, $role: $isAllowed', async ({ role, ask, isAllowed }) => {
    const before = site.ledger.snapshot().revision

    const code = await codeOf(ask(site.as('ada', role)))

    expect(code === 'FORBIDDEN').toBe(!isAllowed)
    expect(code).not.toBe('INTERNAL')
    expect(site.ledger.snapshot().revision).toBe(before)
  })

  it('are known of every operation that has to do with them', () => {
    const paths =
      /^\/v1\/(?:runtimes|bases|trust|addons|runtime-repos|projects|registries|credentials)(?:\/|$)/
    const names = Object.entries(operations).filter(([, { path }]) => paths.test(path))

    expect(names.map(([name]) => name).toSorted()).toEqual(Object.keys(runtimeAsks).toSorted())
  })
})
