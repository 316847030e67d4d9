import type { Architecture } from '@ingot/contract'

/** What machines of one family can start from. What is left open is not known, and nothing is said of it. */
export interface MachineFamily {
  readonly provider: 'azure' | 'aws' | 'gcp'
  readonly family: string
  /** Matches the whole machine type in lower case. */
  readonly pattern: RegExp
  readonly architecture?: Architecture
  /** Generations of Hyper-V machines (Azure). */
  readonly generations?: readonly ('V1' | 'V2')[]
  /** How the disk of the operating system is attached (Azure). */
  readonly diskControllers?: readonly ('SCSI' | 'NVMe')[]
  readonly trustedLaunch?: boolean
  readonly confidential?: boolean
  /** Whether the network needs the driver of the Elastic Network Adapter (AWS). */
  readonly needsEna?: boolean
  /** Whether the disks need the driver of NVMe (AWS). */
  readonly needsNvme?: boolean
  readonly virtualization?: readonly ('hvm' | 'paravirtual')[]
  readonly bootModes?: readonly ('uefi' | 'legacy-bios')[]
  /** Where it is documented: a key of `machineSources`. */
  readonly source: keyof typeof machineSources
}

/** Where the facts of the table come from, and when they were looked up. */
export const machineSources = {
  'azure-generation': 'Azure docs, "Support for Generation 2 VMs on Azure" (ms.date 2024-03-04)',
  'azure-trusted-launch': 'Azure docs, "Trusted Launch for Azure virtual machines" (ms.date 2025-04-21)',
  'azure-nvme': 'Azure docs, "NVMe Overview" (ms.date 2024-07-31)',
  'aws-nitro':
    'Amazon EC2 docs, "Instances built on the AWS Nitro System" and "Enhanced networking with ENA"',
  'aws-boot': 'Amazon EC2 docs, "Instance boot mode requirements"',
  'aws-virtualization': 'Amazon EC2 docs, "Virtualization types"',
  'gcp-families': 'Google Compute Engine docs, "Machine families resource and comparison guide"',
} as const

/** When the table was last compared with its sources. */
export const machineTableDate = '2026-11-26'

const both = ['V1', 'V2'] as const

/** The families that are known, the particular before the general: the first whose pattern matches counts. */
export const machineFamilies: readonly MachineFamily[] = [
  {
    provider: 'azure',
    family: 'Arm64, v6 and newer',
    pattern: /^standard_[de]\d+(?:-\d+)?p[a-z]*_v[67]$/,
    architecture: 'arm64',
    generations: ['V2'],
    trustedLaunch: true,
    source: 'azure-trusted-launch',
  },
  {
    provider: 'azure',
    family: 'Dp v5 (Arm64)',
    pattern: /^standard_d\d+p[a-z]*_v5$/,
    architecture: 'arm64',
    generations: ['V2'],
    trustedLaunch: false,
    source: 'azure-trusted-launch',
  },
  {
    provider: 'azure',
    family: 'Bp v2 and Ep v5 (Arm64)',
    pattern: /^standard_(?:b\d+p[a-z]*_v2|e\d+p[a-z]*_v5)$/,
    architecture: 'arm64',
    generations: ['V2'],
    source: 'azure-generation',
  },
  {
    provider: 'azure',
    family: 'DC and EC (confidential)',
    pattern: /^standard_[de]c\d+(?:-\d+)?[ae][a-z]*(?:_cc)?_v\d$/,
    architecture: 'x86_64',
    generations: ['V2'],
    trustedLaunch: false,
    confidential: true,
    source: 'azure-trusted-launch',
  },
  {
    provider: 'azure',
    family: 'DC (SGX)',
    pattern: /^standard_dc\d+[a-z]*(?:_v[23])?$/,
    architecture: 'x86_64',
    generations: ['V2'],
    trustedLaunch: false,
    confidential: false,
    source: 'azure-generation',
  },
  {
    provider: 'azure',
    family: 'v6 and newer',
    pattern: /^standard_(?:d|e|f|l)\d+(?:-\d+)?[a-z]*_v[67]$/,
    architecture: 'x86_64',
    generations: ['V2'],
    diskControllers: ['NVMe'],
    trustedLaunch: true,
    confidential: false,
    source: 'azure-nvme',
  },
  {
    provider: 'azure',
    family: 'Eb v5',
    pattern: /^standard_e\d+(?:-\d+)?b[a-z]*_v5$/,
    architecture: 'x86_64',
    generations: both,
    diskControllers: ['SCSI', 'NVMe'],
    trustedLaunch: true,
    confidential: false,
    source: 'azure-nvme',
  },
  {
    provider: 'azure',
    family: 'A',
    pattern: /^(?:standard|basic)_a\d+[a-z]*(?:_v2)?$/,
    architecture: 'x86_64',
    generations: ['V1'],
    trustedLaunch: false,
    confidential: false,
    source: 'azure-generation',
  },
  {
    provider: 'azure',
    family: 'Dv2, Dv3, and the first of NC, NV and NP',
    pattern: /^standard_(?:d\d+_v[23]|nc\d+r?|nv\d+|np\d+s)$/,
    architecture: 'x86_64',
    generations: ['V1'],
    diskControllers: ['SCSI'],
    trustedLaunch: false,
    confidential: false,
    source: 'azure-trusted-launch',
  },
  {
    provider: 'azure',
    family: 'ND A100',
    pattern: /^standard_nd\d+[a-z]*_a100_v4$/,
    architecture: 'x86_64',
    generations: ['V2'],
    trustedLaunch: false,
    confidential: false,
    source: 'azure-trusted-launch',
  },
  {
    provider: 'azure',
    family: 'Mv2, Msv2 and NDv2',
    pattern: /^standard_(?:m\d+[a-z]*_v2|nd40rs_v2)$/,
    architecture: 'x86_64',
    generations: ['V2'],
    confidential: false,
    source: 'azure-generation',
  },
  {
    provider: 'azure',
    family: 'M',
    pattern: /^standard_m\d+(?:-\d+)?[a-z]*$/,
    architecture: 'x86_64',
    generations: both,
    trustedLaunch: false,
    confidential: false,
    source: 'azure-trusted-launch',
  },
  {
    provider: 'azure',
    family: 'B, D, E, F and L up to v5, HB and HC',
    pattern:
      /^standard_(?:b\d+[a-z]*(?:_v2)?|[de]\d+(?:-\d+)?[a-z]*_v[45]|[de]\d+(?:-\d+)?s_v3|ds\d+(?:-\d+)?_v2|f\d+s_v2|l\d+a?s_v[23]|hb\d+[a-z0-9-]*(?:_v[23])?|hc\d+[a-z0-9-]*)$/,
    architecture: 'x86_64',
    generations: both,
    trustedLaunch: true,
    confidential: false,
    source: 'azure-generation',
  },
  {
    provider: 'aws',
    family: 'Graviton',
    pattern: /^(?:a1|[a-z]+\d+g[a-z]*)\.[a-z0-9-]+$/,
    architecture: 'arm64',
    needsEna: true,
    needsNvme: true,
    virtualization: ['hvm'],
    bootModes: ['uefi'],
    source: 'aws-boot',
  },
  {
    provider: 'aws',
    family: 'Xen of the first generations',
    pattern: /^(?:t1|m1|m2|m3|c1|c3|hs1)\.[a-z0-9-]+$/,
    architecture: 'x86_64',
    virtualization: ['hvm', 'paravirtual'],
    bootModes: ['legacy-bios'],
    source: 'aws-virtualization',
  },
  {
    provider: 'aws',
    family: 'Xen',
    pattern: /^(?:t2|m4|c4|r3|r4|i2|i3|d2|x1e?|f1|p2|p3|g2|g3s?)\.(?!metal)[a-z0-9-]+$/,
    architecture: 'x86_64',
    virtualization: ['hvm'],
    bootModes: ['legacy-bios'],
    source: 'aws-boot',
  },
  {
    provider: 'aws',
    family: 'Nitro without UEFI',
    pattern:
      /^(?:(?:g4ad|p4de?|dl1|vt1|trn1n?)\.[a-z0-9-]+|(?:[cmr][5-8][a-z]*|i3(?:en)?|i4i|i7ie?|z1d|d3en?|g4dn|x2i[a-z]*)\.metal(?:-[a-z0-9]+)?)$/,
    architecture: 'x86_64',
    needsEna: true,
    needsNvme: true,
    virtualization: ['hvm'],
    bootModes: ['legacy-bios'],
    source: 'aws-boot',
  },
  {
    provider: 'aws',
    family: 'Nitro',
    pattern:
      /^(?:[cmr][5-8][a-z]*(?:-flex)?|t3a?|i3en|i4i|i7ie?|d3en?|g4dn|g5|g6e?|gr6|p5(?:en?)?|inf[12]|trn[12]n?|x2i(?:dn|edn|ezn)|z1d|hpc6(?:a|id)|hpc7a)\.[a-z0-9-]+$/,
    architecture: 'x86_64',
    needsEna: true,
    needsNvme: true,
    virtualization: ['hvm'],
    bootModes: ['uefi', 'legacy-bios'],
    source: 'aws-nitro',
  },
  {
    provider: 'gcp',
    family: 'Arm',
    pattern: /^(?:t2a|c4a|n4a|a4x)-[a-z0-9-]+$/,
    architecture: 'arm64',
    bootModes: ['uefi'],
    source: 'gcp-families',
  },
  {
    provider: 'gcp',
    family: 'x86',
    pattern: /^(?:e2|n1|n2d?|n4d?|c2d?|c3d?|c4d?|t2d|m[1-4]|a[234]|g[24]|h3|h4d|z3|x4|f1|g1)-[a-z0-9-]+$/,
    architecture: 'x86_64',
    source: 'gcp-families',
  },
]

const known: ReadonlySet<string> = new Set(machineFamilies.map(({ provider }) => provider))

/** Whether images of a provider are never started on machines of a family; a disk in a folder may be anywhere. */
function isElsewhere(provider: string | undefined, family: MachineFamily): boolean {
  return provider !== undefined && known.has(provider) && provider !== family.provider
}

/** The family of a machine type; `undefined` where it is not known, or of another provider, so that nothing can be said. */
export function machineFamily(machineType: string, provider?: string): MachineFamily | undefined {
  const type = machineType.trim().toLowerCase()
  return machineFamilies.find((family) => !isElsewhere(provider, family) && family.pattern.test(type))
}
