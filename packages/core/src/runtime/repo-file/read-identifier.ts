import { pointer } from '../../json/json-pointer.ts'
import { shownValue } from '../../oci/json-value.ts'
import { parseImageReference, type OciReference } from '../../oci/parse-image-reference.ts'
import { dockerHub } from '../../oci/registry-host.ts'
import { memberOf, type EntryReader } from './read-member.ts'

const KEY = 'image_identifier'

/** An image identifier as it is written, and what it means. */
export interface ReadIdentifier {
  readonly written: string
  readonly reference: OciReference
}

/** The identifier of an entry; `undefined` where it is faulty. One without a host or a tag is understood, and warned of. */
export function readIdentifier(reader: EntryReader): ReadIdentifier | undefined {
  const { value, path, faults } = reader
  const place = pointer(path, KEY)
  const written = memberOf(reader, KEY)
  if (typeof written !== 'string') {
    const isThere = Object.hasOwn(value, KEY)
    const message = `Expected an image reference as "${KEY}", but got ${isThere ? shownValue(value[KEY]) : 'nothing'}`
    faults.error(isThere ? 'MEMBER_TYPE' : 'MEMBER_MISSING', message, isThere ? place : path)
    return undefined
  }
  const { reference, fault } = parseImageReference(written)
  if (fault !== undefined || written !== written.trim()) {
    faults.error('IDENTIFIER_INVALID', fault ?? 'The image reference begins or ends with a space', place)
    return undefined
  }
  if (!hasHost(written)) {
    const message = `The image has no registry host, so that of ${dockerHub} is meant: write ${reference.text}`
    faults.note('warning', 'IDENTIFIER_NO_REGISTRY', message, place)
  }
  if (reference.tag === 'latest' && !written.includes(':latest')) {
    const message = `The image has neither tag nor digest, so "latest" is meant, which moves: write ${reference.text}, or a tag that stays`
    faults.note('warning', 'IDENTIFIER_NO_TAG', message, place)
  }
  return { written, reference }
}

/** The first part of a reference is a host only where it has a dot or a colon, or is `localhost`. */
function hasHost(written: string): boolean {
  const [first, ...rest] = written.split('/')
  return rest.length > 0 && (/[.:]/.test(first!) || first === 'localhost')
}
