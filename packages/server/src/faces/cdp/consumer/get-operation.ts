import { IngotError, type LogDetail } from '@ingot/contract'
import type { Call } from '../operation.ts'
import { operationId, readOperationId, type OperationKind, type StartedOperation } from '../operation-id.ts'
import { rephrase } from '../refusal.ts'
import type { ConsumerView } from './find-consumer.ts'

const names: Record<OperationKind, string> = {
  create: 'PROVISION',
  upgrade: 'UPGRADE',
  prepare: 'UPGRADE_PREPARATION',
  delete: 'DELETE',
  switch: 'CHANGE_IMAGE_CATALOG',
}

/**
 * An operation on a consumer: the one with the id, else the one that runs, else the last. Ingot does at once what it
 * does, so whatever has an id is finished; what runs elsewhere is what somebody said of the consumer.
 */
export async function consumerOperation(call: Call, consumer: ConsumerView, id: string | undefined) {
  if (id === undefined && consumer.running !== undefined) {
    return { operationName: consumer.running, operationStatus: 'RUNNING' }
  }
  if (id === undefined) return lastOperation(call, consumer)
  const started = readOperationId(id, consumer.id)
  if (started === undefined) throw notFound(id, consumer)
  const commit = await commitOf(call, started, id, consumer)
  return finished(id, names[started.kind], commit)
}

async function lastOperation(call: Call, consumer: ConsumerView) {
  const { revision } = consumer
  const commit = await call.invoke('showCommit', { params: { revision } })
  const kind = kindOf(commit.action)
  if (kind === undefined) return finished(undefined, nameOf(commit.action), commit)
  return finished(operationId(kind, consumer.id, revision), names[kind], commit)
}

async function commitOf(
  call: Call,
  { kind, revision }: StartedOperation,
  id: string,
  consumer: ConsumerView,
): Promise<LogDetail> {
  if (revision < 1) throw notFound(id, consumer)
  const shown = call.invoke('showCommit', { params: { revision } })
  const commit = await rephrase(shown, { REVISION_NOT_FOUND: () => notFound(id, consumer) })
  const isOfConsumer = commit.changes.some(
    (change) => change.kind === 'consumer' && change.id === consumer.id,
  )
  // A preparation looks only, so its revision need not be a commit on the consumer.
  if (kind !== 'prepare' && !(isOfConsumer && kindOf(commit.action) === kind)) throw notFound(id, consumer)
  return commit
}

function finished(operation: string | undefined, operationName: string, { at }: LogDetail) {
  return { operationId: operation, operationName, operationStatus: 'FINISHED', started: at, ended: at }
}

function kindOf(action: string): OperationKind | undefined {
  switch (action) {
    case 'consumer.create':
      return 'create'
    case 'consumer.upgrade':
      return 'upgrade'
    case 'consumer.switch':
      return 'switch'
    default:
      return undefined
  }
}

/** `CONSUMER_MARK` of `consumer.mark`. */
function nameOf(action: string): string {
  return action.toUpperCase().replaceAll(/[^A-Z]+/g, '_')
}

function notFound(id: string, { type, name }: ConsumerView): IngotError {
  return new IngotError('REVISION_NOT_FOUND', `Operation '${id}' of the ${type} '${name}' not found.`)
}
