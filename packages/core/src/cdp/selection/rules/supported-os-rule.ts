import { describeList } from '../../../resolve/describe.ts'
import type { SelectionRule } from '../rule.ts'
import { isSupportedOs, supportedOsList } from '../supported-os.ts'

/** Keeps images of an operating system that Cloudbreak starts. */
export const supportedOsRule: SelectionRule = {
  name: 'os-supported',
  drop({ entry }) {
    return isSupportedOs(entry.os) ? undefined : 'OS_UNSUPPORTED'
  },
  explain({ entry }, _wanted, code) {
    const os = entry.os ?? 'not said'
    const message =
      code === undefined
        ? entry.os === undefined
          ? 'It does not say its operating system'
          : `${os} is supported`
        : `${os} is not supported; those that are: ${describeList(supportedOsList, 'and')}`
    return { message, evidence: { os } }
  },
  change() {
    return `Use an image of ${describeList(supportedOsList, 'or')}`
  },
}
