import type { ImageType } from '@ingot/contract'
import type { SelectionRule } from '../rule.ts'

const typeNames: Record<ImageType, string> = { runtime: 'runtime image', freeipa: 'FreeIPA image' }

/** Keeps images of the type that the consumer starts from: FreeIPA of environments, a runtime of all others. */
export const typeRule: SelectionRule = {
  name: 'type',
  drop({ type }, { consumer }) {
    return type === typeFor(consumer) ? undefined : 'TYPE_MISMATCH'
  },
  explain({ type }, { consumer }, code) {
    const wanted = typeFor(consumer)
    const message =
      code === undefined
        ? `It is a ${typeNames[type]}`
        : `It is a ${typeNames[type]}, not a ${typeNames[wanted]}`
    return { message, evidence: { type, wanted } }
  },
  change(_candidate, { consumer }) {
    return `Name a ${typeNames[typeFor(consumer)]}`
  },
}

function typeFor(consumer: string | undefined): ImageType {
  return consumer === 'environment' ? 'freeipa' : 'runtime'
}
