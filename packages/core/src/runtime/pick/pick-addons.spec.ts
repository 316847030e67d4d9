import type { Addon } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { addonWarnings, pickAddons } from './pick-addons.ts'

function addon(displayName: string, changes: Partial<Addon> = {}): Addon {
  return {
    id: 1,
    identifier: `${displayName.toLowerCase().replaceAll(' ', '-')}-1`,
    component: 'Spark',
    displayName,
    status: 'AVAILABLE',
    created: '2026-01-01T00:00:00.000Z',
    ...changes,
  }
}

const current = addon('Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1')

describe('pickAddons()', () => {
  it('finds addons by their display names, in the order of the request', () => {
    const picked = pickAddons(['Ozone', current.displayName, 'Ozone'], [current, addon('Ozone')])
    expect(picked).toEqual([
      {
        displayName: 'Ozone',
        identifier: 'ozone-1',
        status: 'AVAILABLE',
        ok: true,
        message: 'The addon "Ozone" (ozone-1) is available',
      },
      expect.objectContaining({ displayName: current.displayName, identifier: current.identifier, ok: true }),
    ])
    expect(addonWarnings(picked)).toEqual([])
  })

  it.each([
    ['DEPRECATED', true, 'ADDON_DEPRECATED', 'The addon "Ozone" (ozone-1) is deprecated: too old'],
    [
      'DISABLED',
      false,
      'ADDON_UNAVAILABLE',
      'The addon "Ozone" (ozone-1) is disabled: too old; the runtime would start without it',
    ],
    [
      'DELETED',
      false,
      'ADDON_UNAVAILABLE',
      'The addon "Ozone" (ozone-1) was deleted: too old; the runtime would start without it',
    ],
    [
      'FAILED',
      false,
      'ADDON_UNAVAILABLE',
      'The addon "Ozone" (ozone-1) could not be loaded: too old; the runtime would start without it',
    ],
    [
      'UNKNOWN',
      false,
      'ADDON_UNAVAILABLE',
      'The addon "Ozone" (ozone-1) is in a state that nobody knows: too old; the runtime would start without it',
    ],
  ] as const)('warns of one that is %s', (status, ok, code, message) => {
    const picked = pickAddons(['Ozone'], [addon('Ozone', { status, reason: 'too old' })])

    expect(picked).toEqual([{ displayName: 'Ozone', identifier: 'ozone-1', status, ok, message }])
    expect(addonWarnings(picked)).toEqual([{ code, message }])
  })

  it.each([
    [
      'Spark 3.5.1 - CDE 1.24 - HOTFIX-1',
      'No addon has the display name "Spark 3.5.1 - CDE 1.24 - HOTFIX-1"; did you mean "Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1"?',
    ],
    [
      'spark 3.5.1 - cde 1.24.1 - hotfix-1',
      'No addon has the display name "spark 3.5.1 - cde 1.24.1 - hotfix-1"; did you mean "Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1"?',
    ],
    [
      current.identifier,
      `No addon has the display name "${current.identifier}": that is an identifier; did you mean "Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1"?`,
    ],
    ['Hive', 'No addon has the display name "Hive"'],
  ])('suggests what "%s" may have meant', (name, message) => {
    const picked = pickAddons([name], [current])

    expect(picked).toEqual([{ displayName: name, ok: false, message }])
    expect(addonWarnings(picked)).toEqual([{ code: 'ADDON_UNKNOWN', message }])
  })

  it('takes the most usable of several with one display name', () => {
    const several = [
      addon('Ozone', { identifier: 'a', status: 'FAILED' }),
      addon('Ozone', { identifier: 'b', status: 'DEPRECATED' }),
      addon('Ozone', { identifier: 'c' }),
    ]

    expect(pickAddons(['Ozone'], several)[0]?.identifier).toBe('c')
    expect(pickAddons(['Ozone'], several.slice(0, 2))[0]?.identifier).toBe('b')
  })
})
