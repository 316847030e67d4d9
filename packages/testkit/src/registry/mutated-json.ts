import fc from 'fast-check'

/** What may stand anywhere instead of what should: other types, other numbers, texts that are more than texts. */
const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 41,
  2 ** 53,
  '',
  'x',
  '\0',
  '\ud800',
  '\u202e',
  '../../x',
  '__proto__',
  'x'.repeat(5000),
  `sha256:${'0'.repeat(64)}`,
  `sha256:${'A'.repeat(64)}`,
  `sha512:${'0'.repeat(128)}`,
  'md5:d41d8cd98f00b204e9800998ecf8427e',
  'unknown',
  'linux/../..',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws',
  [],
  {},
  [null],
  Array.from({ length: 1001 }, () => ({})),
  Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`n${index}`, ''])),
  JSON.parse('{"__proto__": {"a": 1}, "constructor": "x", "toString": null}'),
  JSON.parse('['.repeat(40) + ']'.repeat(40)),
  JSON.parse('['.repeat(400) + ']'.repeat(400)),
]

const names = [
  '__proto__',
  'constructor',
  'toString',
  '',
  'Digest',
  'SIZE',
  'manifests',
  'layers',
  'config',
  '\ud800',
]

interface Mutation {
  readonly kind: 'drop' | 'replace' | 'add' | 'repeat' | 'write-again' | 'byte' | 'cut'
  readonly place: number
  readonly value: unknown
  readonly name: string
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(
    'drop',
    'replace',
    'replace',
    'replace',
    'add',
    'repeat',
    'write-again',
    'byte',
    'cut',
  ),
  place: fc.nat(),
  value: fc.constantFrom(...values),
  name: fc.constantFrom(...names),
})

/**
 * The bytes of a JSON value, some parts of which are dropped, given twice, or replaced by what nobody expects there.
 * Now and then they are no JSON any more.
 */
export function mutatedJson(value: object): fc.Arbitrary<Uint8Array> {
  return fc.array(mutation, { minLength: 1, maxLength: 3 }).map((mutations) => {
    const copy: unknown = structuredClone(value)
    for (const one of mutations) changeValue(copy, one)
    return mutations.reduce(changeText, Buffer.from(JSON.stringify(copy)))
  })
}

/** A member of an object or an item of a list. */
interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])])
}

function changeValue(root: unknown, { kind, place, value, name }: Mutation): void {
  const places = placesIn(root)
  const chosen = places[place % Math.max(1, places.length)]
  if (chosen === undefined) return
  const { holder, key } = chosen
  if (kind === 'drop') delete holder[key]
  if (kind === 'replace') put(holder, key, structuredClone(value))
  if (kind === 'add' && !Array.isArray(holder)) put(holder, name, structuredClone(value))
  if (kind === 'repeat' && Array.isArray(holder)) holder.push(holder[key as never], holder[key as never])
}

/** Not by assignment: a member may be called __proto__. */
function put(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true })
}

function changeText(bytes: Buffer, { kind, place, name, value }: Mutation): Buffer {
  const at = place % Math.max(1, bytes.length)
  if (kind === 'byte')
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([place & 255]), bytes.subarray(at + 1)])
  if (kind === 'cut') return bytes.subarray(0, at)
  if (kind !== 'write-again') return bytes
  const open = bytes.indexOf('{', at) + 1
  const again = `${JSON.stringify(place % 2 === 0 ? name : 'digest')}:${JSON.stringify(value)},`
  return Buffer.concat([bytes.subarray(0, open), Buffer.from(again), bytes.subarray(open)])
}
