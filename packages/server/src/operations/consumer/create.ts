import { IngotError, type Answer, type Consumer, type ErrorCode, type Fault, errors } from '@ingot/contract'
import { chooseConsumerImage, imageFacts, normalizeProvider } from '@ingot/core'
import { randomUUID } from 'node:crypto'
import { catalogByText } from '../../catalog-by-text.ts'
import { imageAt } from '../../consumer-image.ts'
import type { Handler } from '../../context.ts'
import { findConsumer, visibleConsumers } from '../../find-consumer.ts'
import { contentOf } from '../../image-source.ts'
import { isDeeperThan } from '../../json-depth.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'

type Body = Parameters<Handler<'createConsumer'>>[0]['body']

/** What a consumer takes over from the environment and the Data Lake that it is put into. */
interface Surroundings {
  environment: Consumer | undefined
  datalake: Consumer | undefined
}

/** Creates a consumer: its image is chosen and checked as CDP does it, and what was looked at is told. */
export const createConsumer: Handler<'createConsumer'> = async ({ query = {}, body }, context) => {
  refuseDeep(body)
  const id = randomUUID()
  const { answer, view, dryRun } = await transact(context, 'consumer.create', query, (before) => {
    refuseTaken(before, body)
    const around = surroundings(before, body)
    const place = placeOf(body, around)
    const resolution = choose(before, body, place, around)
    const consumer = consumerOf(id, body, place, around, resolution, before)
    return { changes: [{ kind: 'consumer', id, body: consumer }], answer: { consumer, resolution } }
  })
  const revision = dryRun ? view.snapshot.revision + 1 : view.snapshot.revision
  const { consumer, resolution } = answer
  return { ...view.stamp, dryRun, consumer: { ...consumer, revision }, resolution }
}

/** What is nested deeper could be stored, and then not be told: writing JSON takes stack for every level. */
const deepestDetails = 64

function refuseDeep({ details }: Body): void {
  if (!isDeeperThan(details, deepestDetails)) return
  const message = `Expected details nested at most ${deepestDetails} deep; leave out what is deeper`
  throw new IngotError('INVALID_INPUT', message, {
    faults: [{ severity: 'error', code: 'TOO_DEEP', path: '/details', message }],
  })
}

function refuseTaken({ snapshot }: View, { type, name }: Body): void {
  for (const { body } of snapshot.all<Consumer>('consumer')) {
    if (body.type !== type || body.name !== name) continue
    throw new IngotError('CONSUMER_EXISTS', `The ${type} "${name}" exists already; choose another name`)
  }
}

function surroundings(view: View, { type, environment, datalake }: Body): Surroundings {
  if (type === 'environment' && (environment !== undefined || datalake !== undefined)) {
    throw new IngotError(
      'INVALID_INPUT',
      'An environment stands in no other environment and uses no Data Lake',
    )
  }
  const within =
    environment === undefined ? undefined : findConsumer(view, environment, 'use', 'environment').body
  const lake = visibleConsumers(view).find(
    ({ body }) => body.type === 'datalake' && within !== undefined && body.environment === within.id,
  )
  const named = datalake === undefined ? undefined : findConsumer(view, datalake, 'use', 'datalake').body
  const isUser = type === 'datahub' || type === 'database'
  return { environment: within, datalake: named ?? (isUser ? lake?.body : undefined) }
}

function placeOf(body: Body, { environment }: Surroundings): { provider: string; region: string } {
  const provider = body.provider === undefined ? environment?.provider : normalizeProvider(body.provider)
  const region = body.region ?? environment?.region
  if (provider === undefined || region === undefined) {
    throw new IngotError(
      'INVALID_INPUT',
      `The ${body.type} "${body.name}" needs a provider and a region, or an environment that has them`,
    )
  }
  return { provider, region }
}

/** The image of the consumer. Throws what stands against every image, with the verdicts as faults. */
function choose(
  view: View,
  body: Body,
  place: { provider: string; region: string },
  { datalake }: Surroundings,
): Answer {
  const fallback = body.type === 'environment' ? 'freeipa-default' : 'cdp-default'
  const catalog = catalogByText(view, body.catalog ?? fallback)
  const current = datalake && imageAt(view.snapshot, datalake.image)
  const runtime =
    body.runtime ?? (body.image === undefined && current ? imageFacts(current.body).runtime : undefined)
  const answer = chooseConsumerImage(contentOf(view.snapshot, catalog.body), {
    type: body.type,
    ...place,
    architecture: body.architecture,
    runtime,
    os: body.os,
    image: body.image,
    at: view.at,
  })
  if (answer.status === 'resolved') return answer
  const { code = 'NO_FITTING_IMAGE', message = 'No image fits' } = answer.refusal ?? {}
  const known = Object.hasOwn(errors, code) ? (code as ErrorCode) : 'NO_FITTING_IMAGE'
  throw new IngotError(known, message, { faults: verdicts(answer) })
}

const mostVerdicts = 100

function verdicts({ trace }: Answer): Fault[] {
  return (trace?.candidates ?? []).slice(0, mostVerdicts).map(({ image, code, message }) => ({
    severity: 'info',
    code,
    message: `${image.id} (${image.name} ${image.version}): ${message}`,
  }))
}

function consumerOf(
  id: string,
  { type, name, details, architecture }: Body,
  place: { provider: string; region: string },
  { environment, datalake }: Surroundings,
  { image, artifact }: Answer,
  view: View,
): Consumer {
  if (image === undefined) throw new IngotError('NO_FITTING_IMAGE', 'The choice names no image')
  const chosen = imageAt(view.snapshot, image)
  return {
    id,
    type,
    name,
    ...place,
    architecture: architecture ?? chosen?.body.architecture ?? 'x86_64',
    image: {
      catalog: image.catalog,
      id: image.id,
      ...(artifact === undefined ? {} : { reference: artifact.reference }),
    },
    ...(environment === undefined ? {} : { environment: environment.id }),
    ...(datalake === undefined ? {} : { datalake: datalake.id }),
    owner: view.access.actor.name,
    created: view.at.toISOString(),
    ...(details === undefined ? {} : { details }),
  }
}
