import type { Output, Operations, RegistryCheck } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { shortMoment } from './words.ts'

type RegistryView = Output<Operations['listRegistries']>['registries'][number]

const head = ['NAME', 'SERVER', 'SPOKEN TO', 'OWNER', 'LAST TEST']

/** Registries, one a row. */
export function registryTable(registries: readonly RegistryView[]): Promise<string> {
  const rows = registries.map((registry) => [
    plain(registry.name),
    plain(registry.server),
    spokenTo(registry),
    plain(registry.owner),
    checkCell(registry.lastCheck),
  ])
  return table(head, rows, 'No registries were added; public ones are read without')
}

function spokenTo({ plainHttp, certificates }: RegistryView): string {
  if (plainHttp === true) return 'plain http'
  return certificates === undefined ? 'https' : 'https, own authorities'
}

/** When something was tested last, and how it went. */
export function checkCell(check: RegistryCheck | undefined): string {
  return check === undefined ? '' : `${shortMoment(check.at)} ${check.ok ? 'ok' : 'failed'}`
}

/** What came of a test, in a line. */
export function checkLine({ ok, message }: RegistryCheck, paint: Paint): string {
  return `${ok ? paint.good('ok') : paint.bad('failed')}: ${plain(message)}\n`
}
