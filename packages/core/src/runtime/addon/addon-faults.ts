import type { Addon, Fault } from '@ingot/contract'
import { pointer } from '../../json/json-pointer.ts'
import { parseImageReference } from '../../oci/parse-image-reference.ts'
import { quoted } from '../rules/quoted.ts'
import type { AddonFaultCode } from './addon-fault-code.ts'

/** What somebody gives to make an addon of. */
export type GivenAddon = Pick<Addon, 'identifier' | 'component' | 'displayName'> &
  Partial<Pick<Addon, 'status' | 'image' | 'paths' | 'digest'>>

/** What the addons that somebody uploads are components of. */
const CUSTOM_COMPONENT = 'Custom'

/** The longest name of a custom addon. The vendor has a limit but does not say which; so long may a host name be. */
const CUSTOM_NAME_LIMIT = 63
const TEXT_LIMIT = 256
const PATH_LIMIT = 1024
const MOST_PATHS = 64

const identifierPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/
const customNamePattern = /^[a-z0-9][a-z0-9_-]*$/
const unseen = /[\p{Cc}\p{Cs}\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/u

/** One thing that is wrong with an addon. */
export type AddonFault = Fault & { readonly code: AddonFaultCode; readonly path: string }

/** Everything that is wrong with one addon; `path` is a JSON pointer to it, `keys` say what its members are called. */
export function addonFaults(
  addon: GivenAddon,
  path: string,
  keys: Partial<Record<keyof GivenAddon, string>> = {},
): AddonFault[] {
  const at = (member: keyof GivenAddon): string => pointer(path, keys[member] ?? member)
  const { identifier, component, displayName, image, paths, digest } = addon
  const isCustom = component === CUSTOM_COMPONENT
  return [
    ...(isCustom
      ? customNameFaults(identifier, at('identifier'))
      : identifierFaults(identifier, at('identifier'))),
    ...nameFaults(component, 'component', at('component')),
    ...nameFaults(displayName, 'display name', at('displayName')),
    ...(image === undefined ? [] : imageFaults(image, at('image'))),
    ...(paths === undefined ? [] : pathFaults(paths, at('paths'))),
    ...(digest === undefined ? [] : digestFaults(digest, at('digest'))),
  ]
}

/** What is wrong with the name of a custom addon (Cloudera AI, Custom runtime addons). */
export function customNameFaults(name: string, path: string): AddonFault[] {
  if (customNamePattern.test(name) && name.length <= CUSTOM_NAME_LIMIT) return []
  const message = `The name of a custom addon has 1 to ${CUSTOM_NAME_LIMIT} lower-case letters, digits, "_" and "-" and begins with a letter or digit, but got ${quoted(name)}`
  return [fault('NAME_INVALID', message, path)]
}

/** What is wrong with the places that a custom addon is mounted at. */
export function pathFaults(paths: readonly string[], path: string): AddonFault[] {
  if (paths.length > MOST_PATHS) {
    return [fault('TOO_MANY_ITEMS', `Expected at most ${MOST_PATHS} paths, but got ${paths.length}`, path)]
  }
  return paths.flatMap((mounted, index) => {
    const place = pointer(path, index)
    if (!isCleanPath(mounted)) {
      const message = `Expected an absolute path below "/" without "." and "..", such as /opt/addon, but got ${quoted(mounted)}`
      return [fault('PATH_INVALID', message, place)]
    }
    if (paths.indexOf(mounted) === index) return []
    return [fault('PATH_INVALID', `The path ${quoted(mounted)} is given twice; keep one of them`, place)]
  })
}

function identifierFaults(identifier: string, path: string): AddonFault[] {
  if (identifierPattern.test(identifier) && identifier.length <= TEXT_LIMIT) return []
  const message = `An identifier has 1 to ${TEXT_LIMIT} letters, digits, ".", "_" and "-" and begins with a letter or digit, but got ${quoted(identifier)}`
  return [fault('IDENTIFIER_INVALID', message, path)]
}

function nameFaults(text: string, what: string, path: string): AddonFault[] {
  if (text !== '' && text === text.trim() && text.length <= TEXT_LIMIT && !unseen.test(text)) return []
  const message = `Expected a ${what} of 1 to ${TEXT_LIMIT} printable characters without spaces around it, but got ${quoted(text)}`
  return [fault('TEXT_INVALID', message, path)]
}

function imageFaults(image: string, path: string): AddonFault[] {
  const parsed = parseImageReference(image)
  return parsed.fault === undefined ? [] : [fault('IMAGE_INVALID', parsed.fault, path)]
}

function digestFaults(digest: string, path: string): AddonFault[] {
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(digest)) return []
  const message = `Expected a SHA-256 digest of 64 hexadecimal digits, but got ${quoted(digest)}`
  return [fault('DIGEST_INVALID', message, path)]
}

function isCleanPath(path: string): boolean {
  if (path.length > PATH_LIMIT || !path.startsWith('/') || unseen.test(path)) return false
  const parts = path.slice(1).split('/')
  return parts.every((part) => part !== '' && part !== '.' && part !== '..')
}

function fault(code: AddonFaultCode, message: string, path: string): AddonFault {
  return { severity: 'error', code, message, path }
}
