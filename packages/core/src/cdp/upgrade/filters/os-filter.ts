import { drop } from '../drop.ts'
import { describeOs, isNextOs, isSameOs, unnamedRepository } from '../operating-system.ts'
import { reasonOfTarget, type UpgradeFilter } from '../upgrade-filter.ts'

/** Filter 8 keeps the operating system, or goes one major step ahead (Cloudbreak, OsVersionBasedUpgradeImageFilter). */
export const osFilter: UpgradeFilter = {
  number: 8,
  drop({ entry }, context) {
    if (isSameOs(context.entry, entry)) return undefined
    const present = describeOs(context.entry)
    if (!isNextOs(context.entry, entry)) {
      return drop(
        'OS_DIFFERS',
        () => `It is on ${describeOs(entry)}; ${present} or the next major one was needed`,
      )
    }
    const url = unnamedRepository(entry, context)
    if (url === undefined) return undefined
    return drop(
      'OS_REPOSITORY_UNKNOWN',
      () =>
        `It is on ${describeOs(entry)}, and its repository "${url}" does not tell where that for ${present} is`,
    )
  },
  reason(context) {
    return context.target === undefined
      ? 'There are no eligible images to upgrade with the same OS version.'
      : reasonOfTarget(context, "Can't upgrade to the selected image because it's os type is incompatible.")
  },
}
