import type { Refusal } from '@ingot/contract'
import { fill } from './fill.ts'

/**
 * The one table of refusals of a resolution: what was looked for and what there is, then what to do. `{places}` are
 * filled in with the values of the case.
 */
export const refusals = {
  SELECTION_INVALID: {
    message: 'Expected exactly one of name, label and id, but got {given}',
    remedy: 'Say in one way only which image is wanted',
  },
  INVALID_VERSION: {
    message: '{fault}; expected a literal such as 1.2, a wildcard such as 1.x, or "latest"',
    remedy: 'Correct the version, or leave it out to get the newest',
  },
  NAME_NOT_FOUND: {
    message: 'No image is named "{value}" in {catalogs}{hint}',
    remedy: 'Correct the name, or import the image under it; "ingot image list" shows what there is',
  },
  LABEL_NOT_FOUND: {
    message: 'No image has the label "{value}" in {catalogs}{hint}',
    remedy: 'Correct the label, or use the name of the image; "ingot image list" shows both',
  },
  AMBIGUOUS_LABEL: {
    message: 'The label "{value}" is that of several images: {names}',
    remedy: 'Use the name of the image instead of the label',
  },
  VERSION_NOT_FOUND: {
    message: 'No version of {what} matches "{version}"; {versions}',
    remedy: 'Ask for one of these versions, or leave the version out to get the newest',
  },
  EXCLUDED_FROM_LATEST: {
    message: 'Every usable {what} is excluded from latest: {drops}',
    remedy: 'Ask for one of these versions literally, or let one count as latest again',
  },
  IMAGE_PREVIEW: {
    message: 'No {what} has come out of preview: {drops}',
    remedy: 'Ask for one of these versions literally, or activate it with "ingot image stage"',
  },
  IMAGE_DISABLED: {
    message: 'No {what} may be used: {drops}',
    remedy:
      'Use another version or the replacement that is named; "ingot image history" tells who disabled it',
  },
  IMAGE_REVOKED: {
    message: 'No {what} may be used: {drops}',
    remedy:
      'Use another version or the replacement that is named; "ingot image history" tells who revoked it',
  },
  OS_MISMATCH: {
    message: 'No {what} is for {os}: {drops}',
    remedy: 'Name an image for {os}, or correct the operating system that is asked for',
  },
  ARCHITECTURE_MISMATCH: {
    message: 'No {what} is for {architecture}: {drops}',
    remedy: 'Name an image for {architecture}, or correct the architecture that is asked for',
  },
  NO_ARTIFACT: {
    message: 'No {what} has an artifact in {location}; {places}{drops}',
    remedy: '{change}',
  },
  AMBIGUOUS_ARTIFACT: {
    message: 'Several artifacts of {image} fit {location} equally well: {artifacts}',
    remedy: '{change}',
  },
  STRICT_NEWER_SKIPPED: {
    message: '{image} has an artifact in {location}, but what comes before it does not: {skipped}',
    remedy: 'Add the missing artifacts, ask for version {version} literally, or leave out --strict',
  },
} as const satisfies Record<string, { message: string; remedy: string }>

export type RefusalCode = keyof typeof refusals

/** A refusal of the table, filled in. */
export function refusal(code: RefusalCode, values: Readonly<Record<string, string>>): Refusal {
  const { message, remedy } = refusals[code]
  return { code, message: fill(message, values), remedy: fill(remedy, values) }
}
