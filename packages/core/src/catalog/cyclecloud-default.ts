import type { Artifact, Catalog, Image, Stage } from '@ingot/contract'
import { imageId } from '../image/image-id.ts'
import { builtIns, type BuiltIn } from './cyclecloud-built-ins.ts'

/** The name of the shipped catalog that mirrors the images built into Azure CycleCloud. */
export const cycleCloudDefaultName = 'cyclecloud-default'

/** The shipped catalog itself; `created` is when a ledger first takes it in. */
export function cycleCloudDefaultCatalog(created: string): Catalog {
  return {
    name: cycleCloudDefaultName,
    type: 'default',
    description: 'The images that Azure CycleCloud knows by name, with their public Marketplace names',
    owner: 'ingot',
    created,
    source: 'CycleCloud docs, Images',
  }
}

/** The images of the shipped catalog, complete with ids: the same in every ledger. */
export function cycleCloudDefaultImages(): Image[] {
  return builtIns.map(imageOf)
}

function imageOf(row: BuiltIn): Image {
  const { name, version = '1.0', label, system, os } = row
  return {
    id: imageId(cycleCloudDefaultName, name, version),
    catalog: cycleCloudDefaultName,
    name,
    version,
    ...(label === undefined ? {} : { label }),
    description: `${system}, built into CycleCloud`,
    os,
    traits: {},
    artifacts: row.urn === undefined ? [] : [marketplace(row.urn)],
    stages: [endOfLife(row)],
  }
}

function marketplace(urn: string): Artifact {
  return { name: 'azure/marketplace', provider: 'azure', reference: urn, architecture: 'x86_64' }
}

function endOfLife({ endOfLife, system, replacement }: BuiltIn): Stage {
  return {
    state: 'deprecated',
    from: `${endOfLife}T00:00:00.000Z`,
    reason: `end of life of ${system}`,
    ...(replacement === undefined ? {} : { replacement }),
  }
}
