import type { Image } from '@azure/arm-compute'
import type { CloudImage } from '../cloud-image.ts'
import { CloudError } from '../cloud-error.ts'
import { parseArmId } from './arm-id.ts'
import { generalizedText, readOs } from './gallery-definition.ts'
import { fieldOf, present, regionName, requiredText, sizeOf, textOf } from './shape.ts'

/** A managed image, which is in one region; absent where it is being deleted. */
export function readManagedImage(image: Image, subscription: string): CloudImage | undefined {
  const reference = requiredText(image.id, 'the id of a managed image')
  const id = parseArmId(reference)
  if (id?.kind !== 'managed') {
    throw new CloudError('invalid', 'Expected the id of a managed image, but Azure tells another id')
  }
  if (image.provisioningState === 'Deleting') return undefined
  const disk = fieldOf(image.storageProfile, 'osDisk')
  const sizeGb = sizeOf(fieldOf(disk, 'diskSizeGB'))
  return present({
    reference,
    name: id.name,
    region: regionName(requiredText(image.location, 'the location of a managed image')),
    owner: id.subscription,
    isOwn: id.subscription.toLowerCase() === subscription.toLowerCase(),
    state: stateOf(image.provisioningState),
    os: readOs(fieldOf(disk, 'osType')),
    bytes: sizeGb === undefined ? undefined : sizeGb * 2 ** 30,
    visibility: 'private',
    traits: present({
      generation: textOf(image.hyperVGeneration),
      generalized: generalizedText(fieldOf(disk, 'osState')),
      'root-size-gb': sizeGb === undefined ? undefined : String(sizeGb),
    }),
  })
}

function stateOf(provisioning: unknown): CloudImage['state'] {
  if (provisioning === 'Succeeded') return 'available'
  return provisioning === 'Failed' ? 'failed' : 'pending'
}
