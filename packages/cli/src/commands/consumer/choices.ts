import type { ConsumerType } from '@ingot/contract'

export const consumerTypes: readonly ConsumerType[] = ['environment', 'datalake', 'datahub', 'database']
