import { describe, expect, it } from 'vitest'
import { readImage } from './read-image.ts'

const read = (fields: Record<string, unknown>) =>
  readImage({ name: 'golden', status: 'READY', ...fields }, 'mine', 'mine')

describe('an image of Google Cloud', () => {
  it('tells all that there is', () => {
    const fields = {
      creationTimestamp: '2024-03-01T10:00:00.000-08:00',
      architecture: 'ARM64',
      family: 'golds',
      diskSizeGb: '20',
      archiveSizeBytes: '1000',
      guestOsFeatures: [{ type: 'UEFI_COMPATIBLE' }],
    }

    expect(read(fields)).toEqual({
      reference: 'projects/mine/global/images/golden',
      name: 'golden',
      owner: 'mine',
      isOwn: true,
      state: 'available',
      os: 'linux',
      architecture: 'arm64',
      created: '2024-03-01T18:00:00.000Z',
      bytes: 1000,
      visibility: 'private',
      traits: { 'boot-mode': 'uefi', family: 'golds', 'root-size-gb': '20' },
    })
  })

  it.each([
    ['READY', undefined, 'available'],
    ['PENDING', undefined, 'pending'],
    ['FAILED', undefined, 'failed'],
    ['DELETING', undefined, 'disabled'],
    ['constructor', undefined, 'disabled'],
    ['READY', 'ACTIVE', 'available'],
    ['READY', 'DEPRECATED', 'available'],
    ['READY', 'OBSOLETE', 'disabled'],
    ['READY', 'DELETED', 'disabled'],
  ])('that is %s and %s is %s', (status, stage, state) => {
    expect(read({ status, deprecated: { state: stage } }).state).toBe(state)
  })

  const day = (number: number) => `2024-01-0${number}T00:00:00Z`
  it.each([
    [{ state: 'DEPRECATED', deprecated: day(2) }, '2024-01-02T00:00:00.000Z'],
    [{ state: 'ACTIVE', deprecated: day(3) }, undefined],
    [{ state: 'ACTIVE', deprecated: '2999-01-01T00:00:00Z' }, '2999-01-01T00:00:00.000Z'],
    [{ state: 'DEPRECATED', deprecated: '2999-01-01T00:00:00Z' }, '2024-01-01T00:00:00.000Z'],
    [{ state: 'OBSOLETE', obsolete: day(4) }, '2024-01-04T00:00:00.000Z'],
    [{ state: 'DEPRECATED' }, '2024-01-01T00:00:00.000Z'],
    [{ state: 'ACTIVE' }, undefined],
    ['nonsense', undefined],
  ])('with %j is deprecated since %s', (deprecated, since) => {
    expect(read({ creationTimestamp: day(1), deprecated }).deprecated).toBe(since)
  })

  it('names what stands in its place as a reference', () => {
    const replacement = 'https://www.googleapis.com/compute/v1/projects/mine/global/images/golden-2'

    expect(read({ deprecated: { state: 'DEPRECATED', replacement } }).replacement).toBe(
      'projects/mine/global/images/golden-2',
    )
  })

  it.each([
    [{ guestOsFeatures: [{ type: 'WINDOWS' }] }, 'windows', 'legacy-bios'],
    [
      { licenses: ['https://x/projects/windows-cloud/global/licenses/windows-2022'] },
      'windows',
      'legacy-bios',
    ],
    [{ guestOsFeatures: [{ type: 'UEFI_COMPATIBLE' }, null] }, 'linux', 'uefi-preferred'],
    [
      { guestOsFeatures: 7, licenses: 7, creationTimestamp: 'soon', archiveSizeBytes: '-1' },
      'linux',
      'legacy-bios',
    ],
  ])('%j is %s and boots by %s', (fields, os, mode) => {
    expect(read(fields)).toMatchObject({ os, traits: { 'boot-mode': mode } })
  })
})
