import { operations, type Operation, type RoleName } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { permissionRefusal, roles } from './roles.ts'

function allowed(role: RoleName): string[] {
  return Object.entries<Operation>(operations)
    .filter(([, operation]) => roles[role].includes(operation.permission))
    .map(([name]) => name)
}

describe('roles', () => {
  it('let each role do all that the one below it may', () => {
    expect(allowed('editor')).toEqual(expect.arrayContaining(allowed('reader')))
    expect(allowed('administrator')).toEqual(Object.keys(operations))
  })

  it('keep writes from readers, and keys and backups from editors', () => {
    expect(allowed('reader')).not.toContain('importRecords')
    expect(allowed('reader')).not.toContain('stageImage')
    expect(allowed('reader')).not.toContain('createCatalog')
    expect(allowed('editor')).toContain('importRecords')
    expect(allowed('editor')).not.toContain('createKey')
    expect(allowed('editor')).not.toContain('backupLedger')
    expect(allowed('editor')).not.toContain('restoreLedger')
  })

  it('let editors validate runtimes, and administrators alone allow them and see registries', () => {
    expect(allowed('reader')).toEqual(
      expect.arrayContaining(['listRuntimes', 'pickRuntimes', 'listRegistries']),
    )
    expect(allowed('reader')).not.toContain('validateRuntime')
    expect(allowed('editor')).toContain('validateRuntime')
    for (const name of ['addRuntime', 'setRuntimeStatus', 'addBase', 'addTrust']) {
      expect(allowed('editor')).not.toContain(name)
    }
    const forAdministrators = Object.entries<Operation>(operations).filter(
      ([, { path, method }]) =>
        path.startsWith('/v1/credentials') || (path.startsWith('/v1/registries') && method !== 'GET'),
    )
    expect(forAdministrators).toHaveLength(9)
    for (const [name] of forAdministrators) expect(allowed('editor')).not.toContain(name)
  })

  it('say who lacks what', () => {
    const eve = { name: 'eve', role: 'reader' } as const

    expect(permissionRefusal(eve, 'image:read')).toBeUndefined()
    expect(permissionRefusal(eve, 'key:admin')).toMatchObject({
      code: 'FORBIDDEN',
      message: '"eve" has the role "reader", which lacks the permission "key:admin"',
    })
  })
})
