import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeWithTestData } from '@ingot/testkit'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateImage } from '../../image/validate-image.ts'
import { arbitraryCatalog } from './arbitrary-catalog.ts'
import { isObject } from './is-object.ts'
import { parseCloudbreak, type ParsedCloudbreak } from './parse-cloudbreak.ts'
import { printCloudbreak } from './print-cloudbreak.ts'
import { parseSample } from './sample-catalog.ts'

/** A catalog without what is null instead of a list, a provider or a versions block: it says nothing. */
function withoutNulls(catalog: unknown): unknown {
  if (!isObject(catalog)) return catalog
  const { images, versions, ...other } = catalog
  return {
    ...other,
    ...(versions === null || versions === undefined ? {} : { versions }),
    images: isObject(images) ? mapValues(dropNulls(images), withoutNullProviders) : images,
  }
}

function withoutNullProviders(entries: unknown): unknown {
  if (!Array.isArray(entries)) return entries
  return entries.map((entry: unknown) =>
    isObject(entry) && isObject(entry['images']) ? { ...entry, images: dropNulls(entry['images']) } : entry,
  )
}

/** Only the known lists: an unknown one is kept even where it is null. */
function dropNulls(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([name, item]) => item !== null || name === 'hdp-images'),
  )
}

function mapValues(
  value: Record<string, unknown>,
  change: (item: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item)]))
}

function expectSame(text: string, { images, layout }: ParsedCloudbreak): void {
  // As it comes from the ledger: what was undefined is missing.
  const stored = JSON.parse(JSON.stringify({ images, layout })) as Pick<ParsedCloudbreak, 'images' | 'layout'>
  expect(printCloudbreak(stored.images, stored.layout)).toEqual(
    withoutNulls(JSON.parse(JSON.stringify(JSON.parse(text.replace('\ufeff', ''))))),
  )
}

const isError = ({ severity }: { severity: string }): boolean => severity === 'error'

describe('a Cloudbreak catalog', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(arbitraryCatalog, (catalog) => {
        const text = JSON.stringify(catalog)
        const parsed = parseSample(text)
        expect(parsed.faults.filter(isError)).toEqual([])
        expectSame(text, parsed)
      }),
      { numRuns: 100 },
    )
  })

  it('becomes images that may be stored, each with a name and version of its own', () => {
    fc.assert(
      fc.property(arbitraryCatalog, (catalog) => {
        const { images } = parseSample(catalog)
        expect(images.flatMap(validateImage).filter(isError)).toEqual([])
        expect(new Set(images.map(({ name, version }) => `${name} ${version}`)).size).toBe(images.length)
      }),
    )
  })

  it('comes out in the order of the layout, whatever order its images have', () => {
    fc.assert(
      fc.property(arbitraryCatalog, (catalog) => {
        const { images, layout } = parseSample(catalog)
        expect(printCloudbreak(images.toReversed(), layout)).toEqual(printCloudbreak(images, layout))
      }),
    )
  })
})

describeWithTestData('a real Cloudbreak catalog', ['cdp'], (folder) => {
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
  const typeOf = (file: string): 'runtime' | 'freeipa' => (file.startsWith('freeipa') ? 'freeipa' : 'runtime')
  const parse = ({ file, text }: { file: string; text: string }): ParsedCloudbreak =>
    parseCloudbreak(text, { catalog: 'c', type: typeOf(file) })

  it.each(texts.filter((one) => !parse(one).faults.some(isError)))(
    'comes out as it went in: $file',
    (one) => {
      expectSame(one.text, parse(one))
    },
  )

  it('is refused or comes out as it went in, wherever it is cut or changed', () => {
    const small = texts.filter(({ text }) => text.length < 100_000)
    const piece = fc.constantFrom(
      '',
      '"',
      '\\',
      ',',
      ':',
      '[',
      ']',
      '{',
      '}',
      'null',
      '0',
      '1e999',
      '{"__proto__":1}',
      '"uuid"',
      '\u0000',
      '\ud800',
    )
    const change = fc.record({
      one: fc.constantFrom(...small),
      at: fc.nat(),
      cut: fc.nat({ max: 40 }),
      put: piece,
      ends: fc.nat({ max: 9 }),
    })
    fc.assert(
      fc.property(change, ({ one, at, cut, put, ends }) => {
        const offset = at % one.text.length
        const text = one.text.slice(0, offset) + put + (ends === 0 ? '' : one.text.slice(offset + cut))
        const parsed = parse({ file: one.file, text })
        if (parsed.faults.some(isError)) expect(parsed.images).toEqual([])
        else expectSame(text, parsed)
      }),
      { numRuns: 500 },
    )
  })

  it('is refused or comes out as it went in, whichever of its values is another', () => {
    const small = texts.filter((one) => one.text.length < 20_000 && !parse(one).faults.some(isError))
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(null, true, '', 1e300, -1, 'a'.repeat(3_000), {}, []),
    )
    fc.assert(
      fc.property(fc.constantFrom(...small), fc.nat(), value, (one, at, put) => {
        let left = at % one.text.split(/[{}[\],]/).length
        // The value that is revived as number `at` is replaced.
        const text = JSON.stringify(
          JSON.parse(one.text, (_name, item: unknown) => (left-- === 0 ? put : item)),
        )
        const parsed = parse({ file: one.file, text })
        if (parsed.faults.some(isError)) expect(parsed.images).toEqual([])
        else expectSame(text, parsed)
      }),
      { numRuns: 500 },
    )
  })

  it('is read in little time, however large', () => {
    const large = texts.filter(({ text }) => text.length > 1_000_000)
    const started = performance.now()
    for (const one of large) for (let run = 0; run < 3; run++) expect(parse(one).faults).toEqual([])
    expect(performance.now() - started).toBeLessThan(2_000 * large.length)
  })
})
