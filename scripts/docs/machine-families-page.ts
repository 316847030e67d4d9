import { machineFamilies, machineSources, machineTableDate } from '@ingot/core'
import { cell, code, markdownTable, page } from './markdown.ts'

/** docs/reference/machine-families.md: what machines of each family can start from. */
export function machineFamiliesPage(): string {
  const rows = machineFamilies.map((family) => [
    family.provider,
    cell(family.family),
    code(family.pattern.source),
    family.architecture ?? '',
    needsOf(family).map(cell).join('; '),
    cell(machineSources[family.source]),
  ])
  const intro = [
    '`resolve --machine-type`, `template resolve` and `template check` judge by this table whether a machine can start from an',
    `image. The first row whose pattern matches the machine type in lower case counts; a type that none matches is not judged.`,
    `Last compared with its sources on ${machineTableDate}.`,
  ]
  return page('Machine families', 'the table of machine families', [
    intro,
    markdownTable(['provider', 'family', 'machine types', 'architecture', 'starts', 'source'], rows),
  ])
}

function needsOf(family: (typeof machineFamilies)[number]): string[] {
  const { generations, diskControllers, virtualization, bootModes } = family
  const { trustedLaunch, confidential, needsEna, needsNvme } = family
  return [
    ...(generations === undefined ? [] : [`generation ${generations.join(' or ')}`]),
    ...(diskControllers === undefined ? [] : [`disks by ${diskControllers.join(' or ')}`]),
    ...(virtualization === undefined ? [] : [virtualization.join(' or ')]),
    ...(bootModes === undefined ? [] : [`boots by ${bootModes.join(' or ')}`]),
    ...(trustedLaunch === undefined ? [] : [trustedLaunch ? 'Trusted Launch' : 'no Trusted Launch']),
    ...(confidential === true ? ['confidential machines'] : []),
    ...(needsEna === true ? ['needs ENA'] : []),
    ...(needsNvme === true ? ['needs NVMe'] : []),
  ]
}
