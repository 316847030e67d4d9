import type { Architecture } from '@ingot/contract'
import { machineChecks } from './machine-checks.ts'
import { machineFamily } from './machine-families.ts'
import { settingChecks } from './setting-checks.ts'

/** What is to start: the machine, and what its template says about how. */
export interface BootSettings {
  /** In the order in which they are tried. */
  readonly machineTypes: readonly string[]
  /** Whether only the machine is known, so that what is not set may be set nevertheless. */
  readonly isMachineOnly?: boolean
  /** `TrustedLaunch` or `ConfidentialVM`; absent for neither. */
  readonly securityType?: string
  /** `publisher:product:name`, where the template has a purchase plan. */
  readonly plan?: string
  /** The size that the disk of the operating system is to have, in GB. */
  readonly bootDiskGb?: number
}

/** What it is to start from. */
export interface BootFacts {
  readonly provider?: string
  readonly architecture?: Architecture
  /** The provider's reference, where one place is meant. */
  readonly reference?: string
  readonly traits: Readonly<Record<string, string>>
}

export type BootCode =
  | 'BOOT_ARCHITECTURE'
  | 'BOOT_GENERATION'
  | 'BOOT_DISK_CONTROLLER'
  | 'BOOT_SECURITY_TYPE'
  | 'BOOT_PLAN'
  | 'BOOT_SPECIALIZED'
  | 'BOOT_DISK_SIZE'
  | 'BOOT_ENA'
  | 'BOOT_NVME'
  | 'BOOT_VIRTUALIZATION'
  | 'BOOT_MODE'

/** One reason why a machine would not start from an image: what it needs, what there is, and what to do. */
export interface BootFault {
  readonly code: BootCode
  readonly message: string
}

/**
 * Every reason why machines would not start from an image, as far as its facts and the shipped table of machine families
 * tell; of what neither knows nothing is said.
 */
export function bootFaults(settings: BootSettings, facts: BootFacts): BootFault[] {
  const ofMachines = settings.machineTypes.flatMap((machineType) => {
    const family = machineFamily(machineType, facts.provider)
    return family === undefined ? [] : machineChecks(machineType, family, settings, facts)
  })
  return [...ofMachines, ...settingChecks(settings, facts)]
}
