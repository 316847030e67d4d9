import type { ImageType } from '@ingot/contract'
import { parseCloudbreak, type ParsedCloudbreak } from './parse-cloudbreak.ts'

/** An entry for a test: a CentOS base image on AWS with this id, except where `given` differs. */
export function sampleEntry(
  uuid: string,
  given: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    uuid,
    date: '2023-11-20',
    description: 'Base image',
    os: 'centos7',
    images: { aws: { 'us-west-1': 'ami-0fc3016e' } },
    ...given,
  }
}

/** A catalog for a test: its versions block offers every entry of its base images. */
export function sampleCatalog(...entries: readonly Record<string, unknown>[]): {
  images: Record<string, unknown>
  versions: Record<string, unknown>
} {
  const ids = entries.map((entry) => entry['uuid'])
  return { images: { 'base-images': entries }, versions: { cloudbreak: [{ images: ids, defaults: ids }] } }
}

/** A base image catalog of one entry, `a`, that differs in `given`. */
export function catalogWith(given: Readonly<Record<string, unknown>>): unknown {
  return sampleCatalog(sampleEntry('a', given))
}

/** What is read of a catalog for runtimes named `cdp-default`, given as text or as data. */
export function parseSample(catalog: unknown, type: ImageType = 'runtime'): ParsedCloudbreak {
  const text = typeof catalog === 'string' ? catalog : JSON.stringify(catalog)
  return parseCloudbreak(text, { catalog: 'cdp-default', type })
}

/** Every fault of a catalog as its code and its pointer. */
export function faultsOf(catalog: unknown, type?: ImageType): string[] {
  return parseSample(catalog, type).faults.map(({ code, path }) =>
    path === undefined ? code : `${code} ${path}`,
  )
}
