import type { Call } from '../operation.ts'
import { operationId } from '../operation-id.ts'
import type { ConsumerView } from './find-consumer.ts'

/** Deletes a consumer; one that others stand in is refused with their names. Gives the id of the operation. */
export async function deleteConsumer({ invoke }: Call, { id }: ConsumerView): Promise<string> {
  const { revision } = await invoke('deleteConsumer', { params: { consumer: id } })
  return operationId('delete', id, revision)
}
