import type { Architecture, ConsumerType } from '@ingot/contract'
import type { SelectionRule } from '../rule.ts'

/** Keeps images of an architecture that the provider has for this consumer. */
export const armRule: SelectionRule = {
  name: 'architecture-supported',
  drop({ entry }, { consumer, provider }) {
    return isArmRefused(entry.architecture, consumer, provider) ? 'ARCHITECTURE_UNSUPPORTED' : undefined
  },
  explain({ entry }, { provider }, code) {
    const message =
      code === undefined
        ? `${entry.architecture} is supported on ${provider}`
        : `Data Lakes of ${entry.architecture} are only supported on aws`
    return { message, evidence: { architecture: entry.architecture, provider } }
  },
  change() {
    return 'Use an image for x86_64'
  },
}

/** Whether it is a Data Lake on ARM elsewhere than on AWS, which Cloudbreak does not start. */
export function isArmRefused(
  architecture: Architecture | undefined,
  consumer: ConsumerType | undefined,
  provider: string,
): boolean {
  return architecture === 'arm64' && consumer === 'datalake' && !provider.startsWith('aws')
}
