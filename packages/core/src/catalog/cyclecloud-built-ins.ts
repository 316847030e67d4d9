import type { OperatingSystem } from '@ingot/contract'

/** One generation of an image that is built into CycleCloud. */
export interface BuiltIn {
  readonly name: string
  /** The generation: 2.0 is the one of the present docs, 1.0 the one with the label of the docs of 2018. */
  readonly version?: '1.0' | '2.0'
  readonly label?: string
  /** The operating system, as people call it. */
  readonly system: string
  readonly os: OperatingSystem
  /** Marketplace URN, where the public name is known for certain. */
  readonly urn?: string
  /** The day on which the maker's support of the operating system ends. */
  readonly endOfLife: string
  readonly replacement?: string
}

/**
 * Names and labels: CycleCloud docs, Images (2025-06-10), and its edition of 2018 for "Cycle …" labels; almalinux8,
 * almalinux9 and ubuntu24 from the templates of CycleCloud Slurm, whose workspace docs also say which Marketplace
 * image Ubuntu 20.04, 22.04 and AlmaLinux 8 stand for. Other Linux URNs: readme of Azure HPC/AI VM Images; Windows
 * URNs: CycleCloud docs, Images, and the public list of `az vm image list`. CentOS, SLES and older Ubuntu have none:
 * their Marketplace images are gone, or CycleCloud does not say which one it starts.
 *
 * End of life: Ubuntu release cycle (standard support), CentOS end-of-life notices, SUSE product life cycle (general
 * support), AlmaLinux wiki (security support), Microsoft life-cycle pages (extended support), the last two also as
 * CycleCloud docs show them.
 */
export const builtIns: readonly BuiltIn[] = [
  {
    name: 'almalinux8',
    label: 'Alma Linux 8',
    system: 'AlmaLinux 8',
    os: 'linux',
    urn: 'almalinux:almalinux-hpc:8_10-hpc-gen2:latest',
    endOfLife: '2029-03-01',
    replacement: 'almalinux9',
  },
  {
    name: 'almalinux-8',
    system: 'AlmaLinux 8',
    os: 'linux',
    urn: 'almalinux:almalinux-hpc:8_10-hpc-gen2:latest',
    endOfLife: '2029-03-01',
    replacement: 'almalinux9',
  },
  {
    name: 'almalinux9',
    label: 'Alma Linux 9',
    system: 'AlmaLinux 9',
    os: 'linux',
    urn: 'almalinux:almalinux-hpc:9-hpc-gen2:latest',
    endOfLife: '2032-05-31',
  },
  {
    name: 'cycle.image.centos6',
    label: 'Cycle CentOS 6',
    system: 'CentOS 6',
    os: 'linux',
    endOfLife: '2020-11-30',
    replacement: 'almalinux8',
  },
  {
    name: 'cycle.image.centos7',
    version: '1.0',
    label: 'Cycle CentOS 7',
    system: 'CentOS 7',
    os: 'linux',
    endOfLife: '2024-06-30',
    replacement: 'almalinux8',
  },
  {
    name: 'cycle.image.centos7',
    version: '2.0',
    label: 'CentOS 7',
    system: 'CentOS 7',
    os: 'linux',
    endOfLife: '2024-06-30',
    replacement: 'almalinux8',
  },
  {
    name: 'cycle.image.centos8',
    label: 'CentOS 8',
    system: 'CentOS 8',
    os: 'linux',
    endOfLife: '2021-12-31',
    replacement: 'almalinux8',
  },
  {
    name: 'cycle.image.sles12-hpc',
    label: 'SLES 12 HPC',
    system: 'SUSE Linux Enterprise Server 12',
    os: 'linux',
    endOfLife: '2024-10-31',
    replacement: 'cycle.image.sles15-hpc',
  },
  {
    name: 'cycle.image.sles15-hpc',
    label: 'SLES 15 HPC',
    system: 'SUSE Linux Enterprise Server 15',
    os: 'linux',
    endOfLife: '2031-07-31',
  },
  {
    name: 'cycle.image.ubuntu14',
    label: 'Cycle Ubuntu 14',
    system: 'Ubuntu 14.04 LTS',
    os: 'linux',
    endOfLife: '2019-04-30',
    replacement: 'cycle.image.ubuntu22',
  },
  {
    name: 'cycle.image.ubuntu16',
    label: 'Cycle Ubuntu 16',
    system: 'Ubuntu 16.04 LTS',
    os: 'linux',
    endOfLife: '2021-04-30',
    replacement: 'cycle.image.ubuntu22',
  },
  {
    name: 'cycle.image.ubuntu18',
    label: 'Ubuntu 18.04 LTS',
    system: 'Ubuntu 18.04 LTS',
    os: 'linux',
    endOfLife: '2023-05-31',
    replacement: 'cycle.image.ubuntu22',
  },
  {
    name: 'cycle.image.ubuntu20',
    label: 'Ubuntu 20.04 LTS',
    system: 'Ubuntu 20.04 LTS',
    os: 'linux',
    urn: 'microsoft-dsvm:ubuntu-hpc:2004:latest',
    endOfLife: '2025-05-31',
    replacement: 'cycle.image.ubuntu22',
  },
  {
    name: 'cycle.image.ubuntu22',
    label: 'Ubuntu 22.04 LTS',
    system: 'Ubuntu 22.04 LTS',
    os: 'linux',
    urn: 'microsoft-dsvm:ubuntu-hpc:2204:latest',
    endOfLife: '2027-04-30',
    replacement: 'cycle.image.ubuntu24',
  },
  {
    name: 'cycle.image.ubuntu24',
    label: 'Ubuntu 24.04',
    system: 'Ubuntu 24.04 LTS',
    os: 'linux',
    urn: 'microsoft-dsvm:ubuntu-hpc:2404:latest',
    endOfLife: '2029-04-30',
  },
  {
    name: 'cycle.image.win2008',
    label: 'Windows 2008 R2',
    system: 'Windows Server 2008 R2',
    os: 'windows',
    endOfLife: '2020-01-14',
    replacement: 'cycle.image.win2022',
  },
  {
    name: 'cycle.image.win2012',
    version: '1.0',
    label: 'Cycle Windows 2012',
    system: 'Windows Server 2012 R2',
    os: 'windows',
    urn: 'MicrosoftWindowsServer:WindowsServer:2012-R2-Datacenter:latest',
    endOfLife: '2023-10-10',
    replacement: 'cycle.image.win2022',
  },
  {
    name: 'cycle.image.win2012',
    version: '2.0',
    label: 'Windows 2012 R2',
    system: 'Windows Server 2012 R2',
    os: 'windows',
    urn: 'MicrosoftWindowsServer:WindowsServer:2012-R2-Datacenter:latest',
    endOfLife: '2023-10-10',
    replacement: 'cycle.image.win2022',
  },
  {
    name: 'cycle.image.win2016',
    version: '1.0',
    label: 'Cycle Windows 2016',
    system: 'Windows Server 2016 Datacenter',
    os: 'windows',
    urn: 'MicrosoftWindowsServer:WindowsServer:2016-Datacenter:latest',
    endOfLife: '2027-01-12',
    replacement: 'cycle.image.win2022',
  },
  {
    name: 'cycle.image.win2016',
    version: '2.0',
    label: 'Windows 2016 DataCenter',
    system: 'Windows Server 2016 Datacenter',
    os: 'windows',
    urn: 'MicrosoftWindowsServer:WindowsServer:2016-Datacenter:latest',
    endOfLife: '2027-01-12',
    replacement: 'cycle.image.win2022',
  },
  {
    name: 'cycle.image.win2019',
    label: 'Windows 2019 DataCenter',
    system: 'Windows Server 2019 Datacenter',
    os: 'windows',
    urn: 'MicrosoftWindowsServer:WindowsServer:2019-datacenter-gensecond:latest',
    endOfLife: '2029-01-09',
    replacement: 'cycle.image.win2022',
  },
  {
    name: 'cycle.image.win2022',
    label: 'Windows 2022 DataCenter',
    system: 'Windows Server 2022 Datacenter',
    os: 'windows',
    urn: 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest',
    endOfLife: '2031-10-14',
  },
]
