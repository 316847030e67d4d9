import type { BootSettings } from '../../boot/boot-faults.ts'
import { printValue } from '../expression/print.ts'
import type { Value } from '../expression/value.ts'
import type { EvaluatedNode } from '../template/evaluated.ts'
import { attributeText, type AttributeLookup } from './image-naming.ts'

/**
 * What a node says about how it starts: its machine types in the order in which they are tried, its security type, its
 * purchase plan, and the size of its boot disk (CycleCloud docs, Node and nodearray reference, Volume reference).
 */
export function bootSettings(
  attribute: AttributeLookup,
  sections: EvaluatedNode['sections'] = [],
): BootSettings {
  const security = attributeText(attribute, 'securitytype')
  const plan = planOf(attribute)
  const bootDiskGb = bootDiskOf(sections)
  return {
    machineTypes: textsOf(attribute('machinetype')?.value),
    ...(security === undefined ? {} : { securityType: security }),
    ...(plan === undefined ? {} : { plan }),
    ...(bootDiskGb === undefined ? {} : { bootDiskGb }),
  }
}

/** `ImagePlan.Plan` is the old name of `ImagePlan.Name`. */
function planOf(attribute: AttributeLookup): string | undefined {
  const name = attributeText(attribute, 'imageplan.name') ?? attributeText(attribute, 'imageplan.plan')
  const parts = [
    attributeText(attribute, 'imageplan.publisher'),
    attributeText(attribute, 'imageplan.product'),
    name,
  ]
  return parts.every((part) => part !== undefined) ? parts.join(':') : undefined
}

/** 0 means the size of the image, as forms write it. */
function bootDiskOf(sections: EvaluatedNode['sections']): number | undefined {
  const boot = sections.find(({ kind, name }) => kind === 'volume' && name.toLowerCase() === 'boot')
  const value = boot?.attribute('size')?.value
  if (value?.type !== 'integer' && value?.type !== 'real') return undefined
  return Number(value.value)
}

function textsOf(value: Value | undefined): string[] {
  if (value === undefined || value.type === 'undefined' || value.type === 'error') return []
  if (value.type === 'list') return value.items.flatMap(textsOf)
  return [value.type === 'string' ? value.value : printValue(value)]
}
