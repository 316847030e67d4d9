import type { ImageFacts } from '@ingot/contract'
import { shortMoment } from './words.ts'

/** Columns of {@link factsCells}. */
export const factsHead = ['ID', 'NAME', 'VERSION', 'CM', 'CREATED', 'DESCRIPTION']

/** What tells images of one catalog apart, a cell each, as text of the outside. */
export function factsCells(image: ImageFacts): string[] {
  const { id, name, version, cm = '', created, date = '', description = '' } = image
  return [id, name, version, cm, created === undefined ? date : shortMoment(created), description]
}

/** Every fact of an image, for programs. */
export const factsFields = [
  'id',
  'catalog',
  'name',
  'version',
  'type',
  'provider',
  'runtime',
  'os',
  'architecture',
  'created',
  'date',
  'cm',
  'cmBuild',
  'stack',
  'stackBuild',
  'patchLevel',
  'description',
] as const satisfies readonly (keyof ImageFacts)[]

/** The facts in the order of {@link factsFields}. */
export function factsRow(image: ImageFacts): string[] {
  return factsFields.map((field) => image[field] ?? '')
}
