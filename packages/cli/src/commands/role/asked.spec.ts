import { describe, expect, it } from 'vitest'
import { parseRole } from './asked.ts'

describe('parseRole()', () => {
  it.each([
    ['Owner', 'Owner'],
    ['owner', 'Owner'],
    ['shared-resource-user', 'SharedResourceUser'],
    ['SHARED_RESOURCE_USER', 'SharedResourceUser'],
    ['sharedresourceuser', 'SharedResourceUser'],
  ])('reads %s', (text, role) => {
    expect(parseRole(text)).toBe(role)
  })

  it.each(['', 'own', 'owners', 'constructor'])('refuses "%s"', (text) => {
    expect(() => parseRole(text)).toThrow('Allowed choices are Owner, SharedResourceUser')
  })
})
