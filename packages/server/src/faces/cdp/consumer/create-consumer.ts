import type { Architecture, MachineConsumerType } from '@ingot/contract'
import { IngotError } from '@ingot/contract'
import { catalogNamed } from '../crn.ts'
import type { Call } from '../operation.ts'
import { operationId } from '../operation-id.ts'
import { rephrase } from '../refusal.ts'
import { catalogTexts } from '../catalog-texts.ts'
import { refuseExpanded } from '../expanded-value.ts'
import { writtenProvider } from '../words.ts'
import type { ConsumerView } from './find-consumer.ts'

/** What a creation says of a consumer, and of the image that is wanted for it. */
export interface Creation {
  readonly type: MachineConsumerType
  readonly name: string
  readonly provider: string
  readonly region?: string
  readonly environment?: ConsumerView
  readonly architecture: Architecture | undefined
  readonly runtime?: string | undefined
  readonly image: { catalog?: string; id?: string; os?: string }
  /** What else the request said, to be described again. */
  readonly details: Readonly<Record<string, unknown>>
}

/** Creates a consumer; `operation` is the id that its creation can be asked for with. */
export async function createConsumer(
  call: Call,
  creation: Creation,
): Promise<{ consumer: ConsumerView; operation: string }> {
  const { type, name, provider, region, environment, architecture, runtime, image, details } = creation
  const { catalog, id, os } = image
  if (catalog !== undefined) refuseExpanded(catalog)
  if (environment !== undefined) requirePlatform(environment, provider)
  const body = {
    type,
    name,
    provider: environment?.provider ?? provider,
    details,
    ...(region === undefined ? {} : { region }),
    ...(environment === undefined ? {} : { environment: environment.id }),
    ...(architecture === undefined ? {} : { architecture }),
    ...(runtime === undefined ? {} : { runtime }),
    ...(catalog === undefined ? {} : { catalog: catalogNamed(catalog) }),
    ...(id === undefined ? {} : { image: id }),
    ...(os === undefined ? {} : { os }),
  }
  const creationOf = call.invoke('createConsumer', { body })
  const { consumer, revision } = await rephrase(
    creationOf,
    catalog === undefined ? {} : catalogTexts(catalog),
  )
  return { consumer, operation: operationId('create', consumer.id, revision) }
}

function requirePlatform({ name, provider }: ConsumerView, wanted: string): void {
  if (provider === wanted) return
  const platform = `it is an ${writtenProvider(provider)} environment (${provider})`
  throw new IngotError(
    'INVALID_INPUT',
    `The environment '${name}' is not of the platform ${wanted}: ${platform}.`,
  )
}
