import { AddonStatus } from '@ingot/contract'
import { pointer } from '../../json/json-pointer.ts'
import { isObject, shownValue, type JsonObject } from '../../oci/json-value.ts'
import { dockerHub } from '../../oci/registry-host.ts'
import { quoted } from '../rules/quoted.ts'
import { addonFaults, type GivenAddon } from './addon-faults.ts'
import type { AddonFaults } from './addon-fault-code.ts'

/** What the members of an addon may be called: the vendor documents only the answers of its API. */
const names = {
  identifier: ['identifier', 'id'],
  component: ['component'],
  displayName: ['display_name', 'displayName'],
  status: ['status'],
  image: ['image_identifier', 'image'],
  paths: ['paths'],
  digest: ['digest'],
} as const satisfies Record<keyof GivenAddon, readonly string[]>

/** The components of the vendor, by what their identifiers begin with. */
const components = [
  ['spark', 'Spark'],
  ['hadoop-cli', 'HadoopCLI'],
  ['ozone', 'Ozone'],
] as const

/** Reads one addon of a file; every fault is noted. `registry` is that of images that name none. */
export function readAddon(
  value: unknown,
  path: string,
  registry: string | undefined,
  faults: AddonFaults,
): GivenAddon | undefined {
  if (!isObject(value)) {
    faults.error(
      'ADDON_TYPE',
      `Expected an object that describes an addon, but got ${shownValue(value)}`,
      path,
    )
    return undefined
  }
  noteUnknown(value, path, faults)
  const text = (member: Exclude<keyof GivenAddon, 'paths'>): string | undefined =>
    readText(value, member, path, faults)
  const identifier = text('identifier')
  const image = withRegistry(text('image'), registry, path, faults)
  const [status, digest, paths] = [
    readStatus(text('status'), path, faults),
    text('digest'),
    readPaths(value, path, faults),
  ]
  if (identifier === undefined) {
    if (keyOf(value, 'identifier') === undefined) {
      faults.error('MEMBER_MISSING', 'Expected the member "identifier", but it is missing', path)
    }
    return undefined
  }
  const component = text('component') ?? guessComponent(identifier, path, faults)
  if (component === undefined) return undefined
  const addon: GivenAddon = {
    identifier,
    component,
    displayName: text('displayName') ?? assumeDisplayName(identifier, path, faults),
    ...(status === undefined ? {} : { status }),
    ...(image === undefined ? {} : { image }),
    ...(paths === undefined ? {} : { paths }),
    ...(digest === undefined ? {} : { digest }),
  }
  for (const { code, message, path: place } of addonFaults(addon, path, keysOf(value))) {
    faults.error(code, message, place)
  }
  return addon
}

/** What a member is called in an addon; null is as good as missing. */
function keyOf(value: JsonObject, member: keyof GivenAddon): string | undefined {
  return names[member].find((name) => Object.hasOwn(value, name) && value[name] !== null)
}

function keysOf(value: JsonObject): Partial<Record<keyof GivenAddon, string>> {
  const members = Object.keys(names) as (keyof GivenAddon)[]
  return Object.fromEntries(members.map((member) => [member, keyOf(value, member) ?? names[member][0]]))
}

function readText(
  value: JsonObject,
  member: keyof GivenAddon,
  path: string,
  faults: AddonFaults,
): string | undefined {
  const key = keyOf(value, member)
  const text = key === undefined ? undefined : value[key]
  if (key === undefined || typeof text === 'string') return text as string | undefined
  faults.error('MEMBER_TYPE', `Expected a text, but got ${shownValue(text)}`, pointer(path, key))
  return undefined
}

function readPaths(value: JsonObject, path: string, faults: AddonFaults): string[] | undefined {
  const paths = keyOf(value, 'paths') === undefined ? undefined : value['paths']
  if (paths === undefined) return undefined
  if (Array.isArray(paths) && paths.every((one) => typeof one === 'string')) return paths
  faults.error(
    'MEMBER_TYPE',
    `Expected a list of paths, but got ${shownValue(paths)}`,
    pointer(path, 'paths'),
  )
  return undefined
}

const statuses: readonly string[] = AddonStatus.enum

function readStatus(text: string | undefined, path: string, faults: AddonFaults): AddonStatus | undefined {
  const status = text?.toUpperCase()
  if (status === undefined || statuses.includes(status)) return status as AddonStatus | undefined
  const message = `Expected a status such as AVAILABLE or DEPRECATED, but got ${quoted(text!)}`
  faults.error('STATUS_UNKNOWN', message, pointer(path, 'status'))
  return undefined
}

function withRegistry(
  image: string | undefined,
  registry: string | undefined,
  path: string,
  faults: AddonFaults,
): string | undefined {
  const first = image?.split('/')[0] ?? ''
  const hasHost = image?.includes('/') === true && (/[.:]/.test(first) || first === 'localhost')
  if (image === undefined || hasHost) return image
  const meant = registry ?? dockerHub
  const message = `The image ${quoted(image)} has no registry host, so that of ${meant} is meant: write ${quoted(`${meant}/${image}`)}`
  faults.note(registry === undefined ? 'warning' : 'info', 'IMAGE_NO_REGISTRY', message, path)
  return `${meant}/${image}`
}

function guessComponent(identifier: string, path: string, faults: AddonFaults): string | undefined {
  const component = components.find(([prefix]) => identifier.startsWith(prefix))?.[1]
  if (component === undefined) {
    faults.error(
      'MEMBER_MISSING',
      'Expected the member "component", such as "Spark", but it is missing',
      path,
    )
    return undefined
  }
  const message = `The member "component" is missing: "${component}" is taken for it, after the identifier`
  faults.note('warning', 'COMPONENT_GUESSED', message, path)
  return component
}

function assumeDisplayName(identifier: string, path: string, faults: AddonFaults): string {
  const message = `The member "display_name" is missing: the identifier is taken for it, by which projects must name the addon`
  faults.note('warning', 'DISPLAY_NAME_MISSING', message, path)
  return identifier
}

const known: ReadonlySet<string> = new Set(Object.values(names).flat())

function noteUnknown(value: JsonObject, path: string, faults: AddonFaults): void {
  for (const name of Object.keys(value).slice(0, 100)) {
    if (known.has(name)) continue
    faults.note(
      'info',
      'KEY_UNKNOWN',
      `The key ${quoted(name)} is not known and is ignored`,
      pointer(path, name),
    )
  }
}
