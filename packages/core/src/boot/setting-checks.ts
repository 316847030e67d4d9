import type { BootFacts, BootFault, BootSettings } from './boot-faults.ts'

/** What images of each security type start as (Azure docs, Compute Gallery features, SecurityType). */
const startsAs: Readonly<Record<string, readonly string[]>> = {
  trustedlaunch: ['trustedlaunch'],
  trustedlaunchsupported: ['trustedlaunch', 'standard'],
  confidentialvm: ['confidentialvm'],
  confidentialvmsupported: ['confidentialvm', 'standard'],
  trustedlaunchandconfidentialvmsupported: ['trustedlaunch', 'confidentialvm', 'standard'],
  standard: ['standard'],
}

/** What a template says that does not go with an image, whatever the machine. */
export function settingChecks(settings: BootSettings, facts: BootFacts): BootFault[] {
  return [
    ...(settings.isMachineOnly === true
      ? []
      : [...securityFaults(settings, facts), ...planFaults(settings, facts)]),
    ...specializedFaults(facts),
    ...diskFaults(settings, facts),
  ]
}

/** Of images of Azure that say no security type only standard machines start. */
function securityFaults({ securityType }: BootSettings, { traits }: BootFacts): BootFault[] {
  if (traits['generation'] === undefined && traits['security-type'] === undefined) return []
  const has = traits['security-type'] ?? 'Standard'
  const modes = startsAs[has.toLowerCase()]
  const wanted = (securityType ?? 'Standard').toLowerCase()
  if (modes === undefined || modes.includes(wanted)) return []
  const otherwise = modes.includes('standard') ? 'leave SecurityType out' : `set SecurityType = ${has}`
  const message =
    securityType === undefined
      ? `The image starts as ${has} only, but no SecurityType is set; set SecurityType = ${has}`
      : `SecurityType is ${securityType}, but the security type of the image is ${has}; take an image that supports it, or ${otherwise}`
  return [{ code: 'BOOT_SECURITY_TYPE', message }]
}

/** A gallery that carries the plan hands it on by itself (CycleCloud docs, Custom images: purchase plans). */
function planFaults({ plan }: BootSettings, { traits, reference }: BootFacts): BootFault[] {
  const needed = traits['plan']
  if (needed === undefined || plan?.toLowerCase() === needed.toLowerCase()) return []
  if (plan === undefined && /\/galleries\/|^[^/:\s]+(?::[^/:\s]+){3}$/i.test(reference ?? '')) return []
  const [publisher, product, name] = needed.split(':')
  const has = plan === undefined ? 'none is set' : `"${plan}" is set`
  const message = `The image is sold under the purchase plan ${needed}, but ${has}; set ImagePlan.Publisher = ${publisher}, ImagePlan.Product = ${product} and ImagePlan.Name = ${name}`
  return [{ code: 'BOOT_PLAN', message }]
}

function specializedFaults({ traits }: BootFacts): BootFault[] {
  if (traits['generalized'] !== 'false') return []
  const message =
    'The image is specialized: no user and no host name can be given to it; generalize it, and capture it again'
  return [{ code: 'BOOT_SPECIALIZED', message }]
}

function diskFaults({ bootDiskGb }: BootSettings, { traits }: BootFacts): BootFault[] {
  const needed = Number(traits['root-size-gb'])
  if (bootDiskGb === undefined || Number.isNaN(needed) || bootDiskGb <= 0 || bootDiskGb >= needed) return []
  const message = `The boot disk is to have ${bootDiskGb} GB, but that of the image has ${needed} GB; give it at least as much`
  return [{ code: 'BOOT_DISK_SIZE', message }]
}
