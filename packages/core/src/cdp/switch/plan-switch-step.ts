import type { ImageFacts, Refusal, SwitchStep, Warning } from '@ingot/contract'
import { upgradeCandidates } from './candidates.ts'
import { irreversible } from './irreversible.ts'
import { matchImage, type Match } from './match-image.ts'
import { missingRegions, placeRefusal } from './place.ts'
import { newSeat, presentSeat, switchedConsumer, type SwitchInput } from './seat.ts'
import { switchRefusal } from './switch-refusals.ts'
import { alreadyThere, switchWarnings } from './switch-warnings.ts'

/**
 * What switching a consumer to another catalog would do: the image that it would be on and how that was matched, the
 * upgrades that it gains and loses, and what cannot be taken back; or the refusal, in the words of Cloudbreak. A switch
 * changes what is known of a consumer and no machine: those keep the reference that they were started from.
 */
export function planSwitchStep(input: SwitchInput): SwitchStep {
  const { consumer, target } = input
  if (consumer.running !== undefined) {
    const what = consumer.type === 'datalake' ? 'cluster' : 'stack'
    const { name, running } = consumer
    return refusedStep(input, switchRefusal('BUSY', { what, name, running }))
  }
  if (consumer.image.catalog === target.name) return unchangedStep(input)
  const found = matchImage(input)
  if ('code' in found) return refusedStep(input, found)
  const refusal = placeRefusal(found.image, consumer)
  return refusal === undefined ? plannedStep(input, found) : refusedStep(input, refusal)
}

function plannedStep(input: SwitchInput, { image, match }: Match): SwitchStep {
  const { consumer, current, target, at } = input
  const to = newSeat(image, target.name, consumer)
  const step = presentStep(input)
  const there = { consumer: switchedConsumer(consumer, to), current: image, at }
  const upgradesAfter = upgradeCandidates(target, there)
  return {
    ...step,
    to,
    match,
    upgradesAfter,
    gained: beyond(upgradesAfter, step.upgradesBefore),
    lost: beyond(step.upgradesBefore, upgradesAfter),
    missingRegions: current.image === undefined ? [] : missingRegions(current.image, image, consumer),
    irreversible: irreversible(input, image),
    warnings: switchWarnings(image, at),
  }
}

/** The consumer is on the catalog already; whether its image still is there is not changed by staying. */
function unchangedStep(input: SwitchInput): SwitchStep {
  const { consumer, current, target } = input
  const { id, catalog } = consumer.image
  if (current.image === undefined) {
    const name = target.type === 'custom' ? 'PRESENT_IMAGE_GONE' : 'NOT_IN_CATALOG'
    return refusedStep(input, switchRefusal(name, { id, catalog, note: '' }))
  }
  const step = presentStep(input, [alreadyThere(catalog), ...switchWarnings(current.image, input.at)])
  const to = newSeat(current.image, catalog, consumer)
  return { ...step, to, match: 'same-id', upgradesAfter: step.upgradesBefore }
}

function refusedStep(input: SwitchInput, refusal: Refusal): SwitchStep {
  return { ...presentStep(input), refusal }
}

/** What is said of the present alone. */
function presentStep(input: SwitchInput, warnings: Warning[] = []): SwitchStep {
  const { consumer, current, at } = input
  const { id, type, name, region } = consumer
  const here = { consumer, current: current.image, at }
  return {
    consumer: { id, type, name },
    region,
    from: presentSeat(input),
    upgradesBefore: upgradeCandidates(current.content, here),
    upgradesAfter: [],
    gained: [],
    lost: [],
    missingRegions: [],
    irreversible: [],
    warnings,
  }
}

/** Images of `some` that `others` has not: what derives from an image counts as that image. */
function beyond(some: readonly ImageFacts[], others: readonly ImageFacts[]): ImageFacts[] {
  const present = new Set(others.map(identityOf))
  return some.filter((facts) => !present.has(identityOf(facts)))
}

function identityOf({ id, source }: ImageFacts): string {
  return (source?.id ?? id).toLowerCase()
}
