import type { UpgradeFilter } from '../upgrade-filter.ts'
import { architectureFilter } from './architecture-filter.ts'
import { clouderaManagerFilter, ignoredManagerFilter } from './cloudera-manager-filter.ts'
import { currentImageFilter } from './current-image-filter.ts'
import { osFilter } from './os-filter.ts'
import { packageLocationFilter } from './package-location-filter.ts'
import { providerFilter } from './provider-filter.ts'
import { pythonFilter } from './python-filter.ts'
import { regionFilter } from './region-filter.ts'
import { selinuxFilter } from './selinux-filter.ts'
import { versionFilter } from './version-filter.ts'

/** Filters 1 to 11 of Cloudbreak, in their order; filter 0 asks whether the target is in the catalog. */
export const upgradeFilters: readonly UpgradeFilter[] = [
  architectureFilter,
  currentImageFilter,
  providerFilter,
  regionFilter,
  clouderaManagerFilter,
  ignoredManagerFilter,
  versionFilter,
  osFilter,
  packageLocationFilter,
  pythonFilter,
  selinuxFilter,
]
