import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { stateAt } from '../image/lifecycle.ts'
import { validateImage } from '../image/validate-image.ts'
import { directKind } from '../resolve/direct.ts'
import { resolve } from '../resolve/resolve.ts'
import {
  cycleCloudDefaultCatalog,
  cycleCloudDefaultImages,
  cycleCloudDefaultName,
} from './cyclecloud-default.ts'
import { imageConflicts } from './image-conflicts.ts'

const images = cycleCloudDefaultImages()
const source = arraySource(images, [cycleCloudDefaultName])
const at = new Date('2026-06-01T00:00:00Z')

describe('the shipped catalog', () => {
  it('is a default catalog', () => {
    expect(cycleCloudDefaultCatalog('2026-01-01T00:00:00.000Z')).toMatchObject({
      name: cycleCloudDefaultName,
      type: 'default',
      created: '2026-01-01T00:00:00.000Z',
    })
  })

  it('is sound, and the same each time', () => {
    expect(images.flatMap(validateImage)).toEqual([])
    expect(imageConflicts([], images)).toEqual([])
    expect(new Set(images.map((image) => image.id)).size).toBe(images.length)
    expect(cycleCloudDefaultImages()).toEqual(images)
  })

  it.each([
    ['almalinux-8', 'almalinux:almalinux-hpc:8_10-hpc-gen2:latest'],
    ['almalinux8', 'almalinux:almalinux-hpc:8_10-hpc-gen2:latest'],
    ['almalinux9', 'almalinux:almalinux-hpc:9-hpc-gen2:latest'],
    ['cycle.image.ubuntu20', 'microsoft-dsvm:ubuntu-hpc:2004:latest'],
    ['cycle.image.ubuntu22', 'microsoft-dsvm:ubuntu-hpc:2204:latest'],
    ['cycle.image.ubuntu24', 'microsoft-dsvm:ubuntu-hpc:2404:latest'],
    ['cycle.image.win2012', 'MicrosoftWindowsServer:WindowsServer:2012-R2-Datacenter:latest'],
    ['cycle.image.win2016', 'MicrosoftWindowsServer:WindowsServer:2016-Datacenter:latest'],
    ['cycle.image.win2019', 'MicrosoftWindowsServer:WindowsServer:2019-datacenter-gensecond:latest'],
    ['cycle.image.win2022', 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest'],
  ])('starts %s from %s in any region', (name, urn) => {
    const answer = resolve(source, { name, provider: 'azure', region: 'westeurope' }, at)

    expect(answer.artifact?.reference).toBe(urn)
    expect(directKind(urn)).toBe('urn')
  })

  it.each([
    'cycle.image.centos6',
    'cycle.image.centos7',
    'cycle.image.centos8',
    'cycle.image.sles12-hpc',
    'cycle.image.sles15-hpc',
    'cycle.image.ubuntu14',
    'cycle.image.ubuntu16',
    'cycle.image.ubuntu18',
    'cycle.image.win2008',
  ])('knows %s, but not its public name', (name) => {
    const answer = resolve(source, { name, provider: 'azure', region: 'westeurope' }, at)

    expect(answer.refusal?.code).toBe('NO_ARTIFACT')
    expect(answer.refusal?.message).toContain('the image is known, but no artifact of it is')
  })

  it.each([
    ['Alma Linux 8', 'almalinux8'],
    ['Alma Linux 9', 'almalinux9'],
    ['Cycle CentOS 6', 'cycle.image.centos6'],
    ['Cycle CentOS 7', 'cycle.image.centos7'],
    ['CentOS 7', 'cycle.image.centos7'],
    ['CentOS 8', 'cycle.image.centos8'],
    ['SLES 12 HPC', 'cycle.image.sles12-hpc'],
    ['SLES 15 HPC', 'cycle.image.sles15-hpc'],
    ['Cycle Ubuntu 14', 'cycle.image.ubuntu14'],
    ['Cycle Ubuntu 16', 'cycle.image.ubuntu16'],
    ['Ubuntu 20.04 LTS', 'cycle.image.ubuntu20'],
    ['Ubuntu 22.04 LTS', 'cycle.image.ubuntu22'],
    ['Ubuntu 24.04', 'cycle.image.ubuntu24'],
    ['Windows 2008 R2', 'cycle.image.win2008'],
    ['Windows 2012 R2', 'cycle.image.win2012'],
    ['Cycle Windows 2012', 'cycle.image.win2012'],
    ['Cycle Windows 2016', 'cycle.image.win2016'],
    ['Windows 2016 DataCenter', 'cycle.image.win2016'],
    ['Windows 2019 DataCenter', 'cycle.image.win2019'],
    ['Windows 2022 DataCenter', 'cycle.image.win2022'],
  ])('knows the label %s as %s', (label, name) => {
    const { trace } = resolve(source, { label, provider: 'azure' }, at)

    expect(new Set(trace?.candidates.map((candidate) => candidate.image.name))).toEqual(new Set([name]))
  })

  it.each([
    ['cycle.image.centos8', '2021-12-30', '2021-12-31'],
    ['cycle.image.centos7', '2024-06-29', '2024-06-30'],
    ['cycle.image.ubuntu20', '2025-05-30', '2025-05-31'],
    ['cycle.image.win2012', '2023-10-09', '2023-10-10'],
    ['cycle.image.win2008', '2020-01-13', '2020-01-14'],
  ])('lets %s be active on %s and deprecated on %s', (name, before, after) => {
    for (const { body } of source.named(name)) {
      expect(stateAt(body, new Date(before))).toBe('active')
      expect(stateAt(body, new Date(after))).toBe('deprecated')
    }
  })

  it('names only replacements that it has', () => {
    const replacements = images.flatMap((image) => image.stages.flatMap((stage) => stage.replacement ?? []))

    expect(replacements.length).toBeGreaterThan(0)
    for (const name of replacements) expect(source.named(name), name).not.toHaveLength(0)
  })
})
