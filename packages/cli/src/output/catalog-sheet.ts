import type { CatalogView } from '@ingot/contract'
import { durationText } from '../duration.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { fieldLines } from './sheet.ts'
import { shortMoment } from './words.ts'

/** All that is known of one catalog. */
export function catalogSheet(catalog: CatalogView, paint: Paint): string {
  const { name, type, owner, description, created, position, images, artifacts, source, revision } = catalog
  return fieldLines([
    ['Name', paint.strong(plain(name))],
    ['Type', type],
    ['Description', plain(description ?? '')],
    ['Owner', plain(owner)],
    ['Created', shortMoment(created)],
    ['Searched', `as number ${position}`],
    ['Images', imageCounts(images, catalog.withdrawn)],
    ['Artifacts', String(artifacts)],
    ['Made from', plain(source ?? '')],
    ...mirrorFields(catalog, paint),
    ['Published', catalog.published === true ? `at /catalogs/${plain(name)}.json, without a key` : undefined],
    ['Revision', String(revision)],
  ])
}

function imageCounts(images: number, withdrawn = 0): string {
  return withdrawn === 0 ? String(images) : `${images}, and ${withdrawn} withdrawn`
}

function mirrorFields({ mirror, sync }: CatalogView, paint: Paint): [string, string | undefined][] {
  if (mirror === undefined) return []
  const { type, from, every, allowHost } = mirror
  return [
    ['Mirrors', `${plain(from)} (${type})`],
    ['Private host', allowHost === undefined ? undefined : plain(allowHost)],
    ['Synced every', every === undefined ? undefined : durationText(every)],
    ['Last sync', sync === undefined ? undefined : syncText(sync, paint)],
  ]
}

function syncText({ checked, outcome, message }: NonNullable<CatalogView['sync']>, paint: Paint): string {
  const result = outcome === 'failed' ? paint.bad(outcome) : outcome
  return `${shortMoment(checked)}: ${result}${message === undefined ? '' : `, ${plain(message)}`}`
}
