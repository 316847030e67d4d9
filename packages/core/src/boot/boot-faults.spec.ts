import { describe, expect, it } from 'vitest'
import { bootFaults, type BootFacts, type BootSettings } from './boot-faults.ts'
import { machineFamilies, machineFamily, machineSources } from './machine-families.ts'

describe('machineFamily()', () => {
  it.each([
    ['Standard_D8s_v6', 'v6 and newer'],
    ['Standard_D8s_v5', 'B, D, E, F and L up to v5, HB and HC'],
    ['Standard_E64-16ds_v5', 'B, D, E, F and L up to v5, HB and HC'],
    ['Standard_D2_v3', 'Dv2, Dv3, and the first of NC, NV and NP'],
    ['standard_a4', 'A'],
    ['Standard_D4ps_v5', 'Dp v5 (Arm64)'],
    ['Standard_E4ps_v5', 'Bp v2 and Ep v5 (Arm64)'],
    ['Standard_D2ps_v7', 'Arm64, v6 and newer'],
    ['Standard_D4d_v5', 'B, D, E, F and L up to v5, HB and HC'],
    ['Standard_F4', undefined],
    ['p6e-gb200.36xlarge', undefined],
    ['g4ad.xlarge', 'Nitro without UEFI'],
    ['m5.metal', 'Nitro without UEFI'],
    ['m7i-flex.large', 'Nitro'],
    ['Standard_D4ps_v6', 'Arm64, v6 and newer'],
    ['Standard_DC4as_v5', 'DC and EC (confidential)'],
    ['Standard_DC4s_v3', 'DC (SGX)'],
    ['Standard_ND96asr_A100_v4', 'ND A100'],
    ['Standard_M128s_v2', 'Mv2, Msv2 and NDv2'],
    ['Standard_M128s', 'M'],
    ['Standard_HB120rs_v3', 'B, D, E, F and L up to v5, HB and HC'],
    ['Standard_E8bds_v5', 'Eb v5'],
    ['m7g.large', 'Graviton'],
    ['a1.metal', 'Graviton'],
    ['im4gn.xlarge', 'Graviton'],
    ['g4dn.xlarge', 'Nitro'],
    ['m5.large', 'Nitro'],
    ['u-6tb1.metal', undefined],
    ['t2.micro', 'Xen'],
    ['i3.metal', 'Nitro without UEFI'],
    ['m3.large', 'Xen of the first generations'],
    ['mac1.metal', undefined],
    ['t2a-standard-4', 'Arm'],
    ['n2-standard-4', 'x86'],
    ['Standard_Q1_v9', undefined],
    ['', undefined],
  ])('of %s is %s', (type, family) => {
    expect(machineFamily(type)?.family).toBe(family)
  })

  it('asks only families of the provider', () => {
    expect(machineFamily('m5.large', 'azure')).toBeUndefined()
    expect(machineFamily('m5.large', 'local')?.family).toBe('Nitro')
  })

  it('has a source for every row', () => {
    expect(machineFamilies.every(({ source }) => machineSources[source].length > 10)).toBe(true)
  })
})

const azure = (traits: Record<string, string> = {}, more: Partial<BootFacts> = {}): BootFacts => ({
  provider: 'azure',
  architecture: 'x86_64',
  traits: { generation: 'V2', ...traits },
  ...more,
})
const aws = (traits: Record<string, string> = {}, more: Partial<BootFacts> = {}): BootFacts => ({
  provider: 'aws',
  architecture: 'x86_64',
  traits,
  ...more,
})
const machine = (type: string, more: Partial<BootSettings> = {}): BootSettings => ({
  machineTypes: [type],
  ...more,
})
const d5 = 'Standard_D8s_v5'
const nvme = { 'disk-controllers': 'SCSI, NVMe' }

describe('bootFaults()', () => {
  it.each<[string, BootSettings, BootFacts, string[]]>([
    ['a machine and an image that fit', machine(d5), azure(), []],
    ['a machine that is not known', machine('Standard_Q1'), azure({ generation: 'V7' }), []],
    ['nothing known of the image', machine('Standard_D8s_v6'), { traits: {} }, []],
    ['no machine type', machine(d5, { machineTypes: [] }), azure(), []],
    ['another architecture', machine('Standard_D4ps_v5'), azure(), ['BOOT_ARCHITECTURE']],
    [
      'generation 1 on a size of generation 2',
      machine('Standard_M128s_v2'),
      azure({ generation: 'V1' }),
      ['BOOT_GENERATION'],
    ],
    ['generation 2 on a size of generation 1', machine('Standard_A4'), azure(), ['BOOT_GENERATION']],
    ['SCSI on a size that has NVMe only', machine('Standard_D8s_v6'), azure(), ['BOOT_DISK_CONTROLLER']],
    ['NVMe where it is needed', machine('Standard_D8s_v6'), azure(nvme), []],
    [
      'Trusted Launch of an image that does not support it',
      machine(d5, { securityType: 'TrustedLaunch' }),
      azure(),
      ['BOOT_SECURITY_TYPE'],
    ],
    [
      'Trusted Launch of one that does',
      machine(d5, { securityType: 'trustedlaunch' }),
      azure({ 'security-type': 'TrustedLaunchSupported' }),
      [],
    ],
    [
      'Trusted Launch on a size that has none',
      machine('Standard_M128s', { securityType: 'TrustedLaunch' }),
      azure({ 'security-type': 'TrustedLaunchSupported' }),
      ['BOOT_SECURITY_TYPE'],
    ],
    [
      'a confidential machine on a size that is none',
      machine(d5, { securityType: 'ConfidentialVM' }),
      azure({ 'security-type': 'ConfidentialVMSupported' }),
      ['BOOT_SECURITY_TYPE'],
    ],
    [
      'an image that starts as confidential only on a size that is not',
      machine(d5, { isMachineOnly: true }),
      azure({ 'security-type': 'ConfidentialVM' }),
      ['BOOT_SECURITY_TYPE'],
    ],
    ['a machine alone', machine(d5, { isMachineOnly: true }), azure({ plan: 'a:b:c' }), []],
    ['no NVMe on Nitro', machine('m5.large'), aws({ nvme: 'false' }), ['BOOT_NVME']],
    [
      'an image that starts as Trusted Launch only',
      machine(d5),
      azure({ 'security-type': 'TrustedLaunch' }),
      ['BOOT_SECURITY_TYPE'],
    ],
    ['a plan that the template lacks', machine(d5), azure({ plan: 'a:b:c' }), ['BOOT_PLAN']],
    ['a plan that it has', machine(d5, { plan: 'A:b:c' }), azure({ plan: 'a:b:c' }), []],
    ['another plan', machine(d5, { plan: 'x:y:z' }), azure({ plan: 'a:b:c' }), ['BOOT_PLAN']],
    [
      'a plan that the gallery hands on',
      machine(d5),
      azure({ plan: 'a:b:c' }, { reference: '/subscriptions/1/galleries/g/images/i/versions/1.0.0' }),
      [],
    ],
    ['a plan of a Marketplace image', machine(d5), azure({ plan: 'a:b:c' }, { reference: 'a:b:c:1.0' }), []],
    ['a specialized image', machine(d5), azure({ generalized: 'false' }), ['BOOT_SPECIALIZED']],
    [
      'a boot disk that is too small',
      machine(d5, { bootDiskGb: 20 }),
      azure({ 'root-size-gb': '30' }),
      ['BOOT_DISK_SIZE'],
    ],
    ['the size of the image', machine(d5, { bootDiskGb: 0 }), azure({ 'root-size-gb': '30' }), []],
    ['no ENA on Nitro', machine('m5.large'), aws({ ena: 'false' }), ['BOOT_ENA']],
    ['no ENA on Xen', machine('t2.micro'), aws({ ena: 'false' }), []],
    [
      'a paravirtual image',
      machine('m5.large'),
      aws({ virtualization: 'paravirtual' }),
      ['BOOT_VIRTUALIZATION'],
    ],
    ['UEFI on Xen', machine('t2.micro'), aws({ 'boot-mode': 'uefi' }), ['BOOT_MODE']],
    ['UEFI preferred on Xen', machine('t2.micro'), aws({ 'boot-mode': 'uefi-preferred' }), []],
    [
      'BIOS on Graviton',
      machine('m7g.large'),
      aws({ 'boot-mode': 'legacy-bios' }, { architecture: 'arm64' }),
      ['BOOT_MODE'],
    ],
    [
      'of several machine types those that cannot',
      machine(d5, { machineTypes: [d5, 'Standard_A4', 'Standard_D8s_v6'] }),
      azure(),
      ['BOOT_GENERATION', 'BOOT_DISK_CONTROLLER'],
    ],
  ])('judges %s', (_, settings, facts, codes) => {
    const faults = bootFaults(settings, facts)

    expect(faults.map(({ code }) => code)).toEqual(codes)
    // What is needed, what there is, and what to do.
    expect(faults.every(({ message }) => message.includes('; '))).toBe(true)
  })
})
