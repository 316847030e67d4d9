import type { BootCode, BootFacts, BootFault, BootSettings } from './boot-faults.ts'
import type { MachineFamily } from './machine-families.ts'

/** What machines of a family need that an image does not have. */
export function machineChecks(
  machineType: string,
  family: MachineFamily,
  settings: BootSettings,
  facts: BootFacts,
): BootFault[] {
  const found: BootFault[] = []
  const say = (code: BootCode, message: string) => found.push({ code, message: `${machineType} ${message}` })
  const { traits } = facts
  if (isOther(family.architecture, facts.architecture)) {
    say(
      'BOOT_ARCHITECTURE',
      `is a machine for ${family.architecture}, but the image is for ${facts.architecture}; take a machine or an image of the other`,
    )
  }
  if (isOutside(family.generations, traits['generation'])) {
    say(
      'BOOT_GENERATION',
      `starts images of generation ${listed(family.generations)} only, but this one is ${traits['generation']}; take another size, or an image of that generation`,
    )
  }
  if (lacksController(family, traits)) {
    say(
      'BOOT_DISK_CONTROLLER',
      `attaches its disks by ${listed(family.diskControllers)}, but the image is for ${traits['disk-controllers'] ?? 'SCSI'} alone; give its definition the feature DiskControllerTypes = SCSI, NVMe, or take a size before v6`,
    )
  }
  for (const message of securityMessages(family, settings, traits)) say('BOOT_SECURITY_TYPE', message)
  if (family.needsEna === true && traits['ena'] === 'false') {
    say(
      'BOOT_ENA',
      'needs the driver of the Elastic Network Adapter, and the image says that it has none; take an image with ENA',
    )
  }
  if (family.needsNvme === true && traits['nvme'] === 'false') {
    say(
      'BOOT_NVME',
      'attaches its disks by NVMe, and the image says that it has no driver for it; take an image with NVMe',
    )
  }
  if (isOutside(family.virtualization, traits['virtualization'])) {
    say(
      'BOOT_VIRTUALIZATION',
      `starts ${listed(family.virtualization)} images only, but this one is ${traits['virtualization']}; take an image for hvm`,
    )
  }
  if (isOutside(family.bootModes, traits['boot-mode']) && traits['boot-mode'] !== 'uefi-preferred') {
    say(
      'BOOT_MODE',
      `starts by ${listed(family.bootModes)} only, but the image by ${traits['boot-mode']}; take another machine or another image`,
    )
  }
  return found
}

/** An image of Azure that says nothing of disk controllers is for SCSI (Azure docs, NVMe Overview, "Mark as NVMe capable"). */
function lacksController({ diskControllers }: MachineFamily, traits: BootFacts['traits']): boolean {
  if (diskControllers === undefined || traits['generation'] === undefined) return false
  const known = new Set(
    (traits['disk-controllers'] ?? 'SCSI').split(',').map((one) => one.trim().toLowerCase()),
  )
  return !diskControllers.some((controller) => known.has(controller.toLowerCase()))
}

/** What a machine cannot be that its template wants, or that its image wants. */
function securityMessages(
  { trustedLaunch, confidential }: MachineFamily,
  { securityType }: BootSettings,
  traits: BootFacts['traits'],
): string[] {
  const wanted = securityType?.toLowerCase()
  const required = traits['security-type']?.toLowerCase()
  const messages: string[] = []
  if (trustedLaunch === false && (wanted === 'trustedlaunch' || required === 'trustedlaunch')) {
    const instead =
      wanted === 'trustedlaunch' ? 'or leave SecurityType out' : 'for the image starts as that only'
    messages.push(`has no Trusted Launch; take another size, ${instead}`)
  }
  if (confidential === false && (wanted === 'confidentialvm' || required === 'confidentialvm')) {
    const instead =
      wanted === 'confidentialvm' ? 'or leave SecurityType out' : 'for the image starts as that only'
    messages.push(`is no confidential machine; take a size of the DC or EC families, ${instead}`)
  }
  return messages
}

function isOther(needed: string | undefined, has: string | undefined): boolean {
  return needed !== undefined && has !== undefined && needed !== has
}

function isOutside(allowed: readonly string[] | undefined, has: string | undefined): boolean {
  return allowed !== undefined && has !== undefined && !allowed.includes(has)
}

function listed(values: readonly string[] | undefined): string {
  return (values ?? []).join(' or ')
}
