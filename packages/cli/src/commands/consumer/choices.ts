import type { ConsumerType, MachineConsumerType } from '@ingot/contract'

/** What Ingot chooses an image for when it is created. */
export const machineTypes: readonly MachineConsumerType[] = ['environment', 'datalake', 'datahub', 'database']

export const consumerTypes: readonly ConsumerType[] = [...machineTypes, 'project']
