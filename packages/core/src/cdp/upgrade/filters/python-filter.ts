import type { Entry } from '../../cloudbreak/read-entry.ts'
import type { UpgradeCandidate } from '../candidate.ts'
import { drop } from '../drop.ts'
import { lockedDifferences } from '../locked-components.ts'
import { compareReleaseVersions, readVersion } from '../release.ts'
import type { UpgradeContext } from '../upgrade-context.ts'
import type { UpgradeFilter } from '../upgrade-filter.ts'

/** The runtimes that need Python 3.8 on the machines before they come: from the first on, and before the last. */
const firstOfWorkloads = '7.2.16'
const firstOfDataLakes = '7.2.17'
const firstWithout = '7.3.2'

/** Filter 10 keeps runtimes whose Python is there already (Cloudbreak, PythonVersionBasedRuntimeVersionValidator). */
export const pythonFilter: UpgradeFilter = {
  number: 10,
  drop(candidate, context) {
    const { facts } = candidate
    if (!needsPython(candidate, context) || hasPython(context.entry) || isOsUpgrade(candidate, context))
      return undefined
    return drop(
      'PYTHON_MISSING',
      () =>
        `It has runtime ${facts.stack}, which needs python38 on the present image; upgrade within ${context.stack.text} first`,
    )
  },
  reason() {
    return (
      'You are not eligible to upgrade to the selected runtime because an additional dependency must be present on your image. ' +
      'Please run an OS upgrade or upgrade to the latest service pack for your current runtime version first. ' +
      'This will automatically add the required dependency. ' +
      'After this you will be able to launch another upgrade to the more recent runtime.'
    )
  },
}

function needsPython({ runtime }: UpgradeCandidate, { isWorkload }: UpgradeContext): boolean {
  if (runtime === undefined) return false
  const first = readVersion(isWorkload ? firstOfWorkloads : firstOfDataLakes)!
  return (
    compareReleaseVersions(runtime, first) >= 0 &&
    compareReleaseVersions(runtime, readVersion(firstWithout)!) < 0
  )
}

function hasPython({ packageVersions }: Entry): boolean {
  return packageVersions['python38'] !== undefined
}

function isOsUpgrade({ entry, facts }: UpgradeCandidate, context: UpgradeContext): boolean {
  return facts.stack === context.stack.text && lockedDifferences(entry, context).length === 0
}
