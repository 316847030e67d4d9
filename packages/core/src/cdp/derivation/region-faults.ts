import type { Fault } from '@ingot/contract'
import { anyRegion, regionKey } from './region.ts'
import { regionForms, type RegionForm } from './region-form.ts'
import { shown } from './shown.ts'

const lengthLimit = 255

/**
 * What is wrong with one region of a derived image; `cloud` is the one name of the provider. A region that the source
 * has (`isKnown`) is of the right form whatever it looks like.
 */
export function regionFaults(
  cloud: string,
  region: string,
  path: string,
  isKnown: (region: string) => boolean,
): Fault[] {
  const fault = lengthFault(region, path) ?? characterFault(region, path)
  if (fault !== undefined) return [fault]
  const form = regionForms.get(cloud)
  if (regionKey(region) === anyRegion || form === undefined || form.fits(region) || isKnown(region)) return []
  return [formFault(form, region, path)]
}

/** The faults of regions that are named twice, each at the later place. */
export function duplicateFaults(regions: readonly string[], pathOf: (index: number) => string): Fault[] {
  const first = new Map<string, number>()
  const faults: Fault[] = []
  for (const [index, region] of regions.entries()) {
    const key = regionKey(region)
    const earlier = first.get(key)
    if (earlier === undefined) {
      first.set(key, index)
      continue
    }
    const message = `The region must be unique, but ${shown(region)} is named before as ${shown(regions[earlier]!)}`
    faults.push({ severity: 'error', code: 'REGION_DUPLICATE', message, path: pathOf(index) })
  }
  return faults
}

function lengthFault(region: string, path: string): Fault | undefined {
  if (region.length > 0 && region.length <= lengthLimit) return undefined
  const message = `The length of the region must be between 1 and ${lengthLimit}, not ${region.length}`
  return { severity: 'error', code: 'REGION_LENGTH', message, path }
}

function characterFault(region: string, path: string): Fault | undefined {
  if (/^[a-zA-Z0-9 -]*$/.test(region)) return undefined
  const message = `The region can only contain alphanumeric characters, spaces and hyphens, but got ${shown(region)}`
  return { severity: 'error', code: 'REGION_CHARACTERS', message, path }
}

function formFault(form: RegionForm, region: string, path: string): Fault {
  const reason = otherCloud(form, region) ?? form.slip(region) ?? spaces(form, region)
  const message = `Expected ${form.expected}, or ${anyRegion} for any, but got ${shown(region)}`
  return {
    severity: 'error',
    code: 'REGION_FORM',
    message: reason === undefined ? message : `${message}: ${reason}`,
    path,
  }
}

function otherCloud(form: RegionForm, region: string): string | undefined {
  const other = [...regionForms.values()].find((one) => one !== form && one.fits(region))
  return other === undefined
    ? undefined
    : `that looks like a region of ${other.cloud}, but the source is for ${form.cloud}`
}

function spaces(form: RegionForm, region: string): string | undefined {
  const bare = region.replaceAll(/ +/g, ' ').trim()
  return form.fits(bare) ? `write it as "${bare}", without more spaces` : undefined
}
