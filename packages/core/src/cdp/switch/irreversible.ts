import type { Image } from '@ingot/contract'
import { matchImage } from './match-image.ts'
import { placeRefusal } from './place.ts'
import { switchedConsumer, type SwitchInput } from './seat.ts'

/** What switching back to the present catalog would not restore, a sentence each: the way back is planned too. */
export function irreversible({ consumer, current, target }: SwitchInput, next: Image): string[] {
  const { catalog, id } = consumer.image
  if (current.content === undefined) {
    return [`The present catalog "${catalog}" is gone: there is nothing to switch back to`]
  }
  const withdrawn = current.image?.withdrawn
  if (withdrawn !== undefined) {
    return [
      `Catalog "${catalog}" no longer lists image ${id} since ${withdrawn}: switching back would not find it`,
    ]
  }
  const there = switchedConsumer(consumer, { catalog: target.name, id: next.id })
  const way = { consumer: there, current: { image: next, content: target }, target: current.content }
  const back = matchImage(way)
  if ('code' in back) return [`Switching back to "${catalog}" would be refused: ${back.message}`]
  if (back.image.id.toLowerCase() !== id.toLowerCase()) {
    return [`Switching back to "${catalog}" would lead to image ${back.image.id}, not to ${id}`]
  }
  const refusal = placeRefusal(back.image, consumer)
  return refusal === undefined ? [] : [`Switching back to "${catalog}" would be refused: ${refusal.message}`]
}
