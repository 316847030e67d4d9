import { describe, expect, it } from 'vitest'
import { permissions, type Operation } from './operation.ts'
import { operations } from './operations.ts'

const rows = Object.entries<Operation>(operations)

describe('the table of operations', () => {
  it('has each method and path once', () => {
    const routes = rows.map(([, { method, path }]) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)

    expect(new Set(routes).size).toBe(routes.length)
  })

  it.each(rows)('%s is complete', (_, operation) => {
    const inPath = [...operation.path.matchAll(/\{(?<name>\w+)\}/g)].map((match) => match.groups!['name'])

    expect(operation.path).toMatch(/^\/v1\/[a-z{}/-]+$/)
    expect(Object.keys(operation.params?.properties ?? {})).toEqual(inPath)
    expect(permissions).toContain(operation.permission)
    expect(operation.summary).toMatch(/^[A-Z].*[^.]$/)
    if (operation.method === 'GET') expect(operation.body).toBeUndefined()
    expect(operation.body !== undefined && operation.requestBody !== undefined).toBe(false)
  })

  it.each(rows)('%s asks for a right to write where it writes', (name, { permission, query }) => {
    const writes = 'dryRun' in (query?.properties ?? {})
    const isRead = permission.endsWith(':read')

    expect(writes && isRead, name).toBe(false)
  })
})
