import { drop } from '../drop.ts'
import { reasonOfTarget, type UpgradeFilter } from '../upgrade-filter.ts'

/** Filter 1 keeps the architecture (Cloudbreak, CpuArchUpgradeImageFilter). */
export const architectureFilter: UpgradeFilter = {
  number: 1,
  drop({ entry }, context) {
    const { architecture } = context.entry
    if (entry.architecture === architecture) return undefined
    return drop('ARCHITECTURE_DIFFERS', () => `It is for ${entry.architecture}; ${architecture} was needed`)
  },
  reason(context) {
    return context.target === undefined
      ? 'There are no eligible images to upgrade.'
      : reasonOfTarget(context, "Can't upgrade to different cpu architecture.")
  },
}
