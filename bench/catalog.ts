import type { CatalogLayout, Image } from '@ingot/contract'
import { parseCloudbreak } from '@ingot/core'
import type { Change } from '@ingot/ledger'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = process.env['INGOT_TEST_DATA'] || resolve(process.cwd(), '../shared/data')
const real = resolve(folder, 'cdp/upgrade-test-image-catalog.6c1ec90172a.json')

/** A production catalog where the real inputs are at hand; else one of the same size that is made here. */
export function catalogText(): string {
  return existsSync(real) ? readFileSync(real, 'utf8') : JSON.stringify(madeCatalog())
}

/** The images and the layout of the catalog `copies` times over, each copy with ids of its own. */
export function catalogChanges(catalog: string, copies: number): { images: Image[]; layout: CatalogLayout } {
  const { images, layout } = parseCloudbreak(catalogText(), { catalog, type: 'runtime' })
  const all: Image[] = []
  const lists: Record<string, string[]> = {}
  const versions = layout.versions as { cloudbreak: { images: string[]; defaults: string[] }[] } | undefined
  const listed: string[] = []
  const defaults: string[] = []
  for (let copy = 0; copy < copies; copy += 1) {
    const renamed = (id: string) => copy.toString(16).padStart(4, '0') + id.slice(4)
    for (const image of images) all.push({ ...image, id: renamed(image.id) })
    for (const [list, ids] of Object.entries(layout.lists)) (lists[list] ??= []).push(...ids.map(renamed))
    for (const entry of versions?.cloudbreak ?? []) {
      listed.push(...entry.images.map(renamed))
      defaults.push(...entry.defaults.map(renamed))
    }
  }
  const block = { cloudbreak: [{ versions: ['2.80.0'], images: listed, defaults }] }
  return { images: all, layout: { ...layout, lists, versions: block } }
}

/** The change that stores an image of a mirrored or derived catalog. */
export function imageChange(image: Image): Change {
  return { kind: 'image', id: `${image.catalog}/${image.id}`, body: image }
}

const runtimes = ['7.2.7', '7.2.10', '7.2.12', '7.2.14', '7.2.15', '7.2.16', '7.2.17', '7.2.18']
const providers = ['aws', 'azure', 'gcp']

function madeCatalog() {
  const images = Array.from({ length: 677 }, (_, index) => madeImage(index))
  const newest = images.slice(-52).map(({ uuid }) => uuid)
  return {
    images: { 'base-images': [], 'cdh-images': images },
    versions: { cloudbreak: [{ versions: ['2.80.0'], images: newest, defaults: newest.slice(-34) }] },
  }
}

function madeImage(index: number) {
  const runtime = runtimes[index % runtimes.length] ?? '7.2.18'
  const provider = providers[index % providers.length] ?? 'aws'
  const base = `https://archive.cloudera.com/p/cdp-public/${runtime}.${index}/parcels/`
  return {
    uuid: `${index.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    created: 1_600_000_000 + index * 86_400,
    published: 1_600_000_000 + index * 86_400,
    date: '2024-01-24',
    description: 'Official image',
    os: 'redhat8',
    os_type: 'redhat8',
    version: runtime,
    images: { [provider]: madeReferences(provider, index) },
    'package-versions': Object.fromEntries(
      Array.from({ length: 28 }, (_, part) => [`package-${part}`, `${part}.${index}`]),
    ),
    'stack-details': {
      version: runtime,
      repo: {
        stack: {
          redhat8: base,
          repoid: `CDH-${runtime}`,
          'repository-version': `${runtime}-1.cdh.p${index}.1`,
        },
      },
      'build-number': String(index),
    },
    repo: { redhat8: `https://archive.cloudera.com/p/cm-public/${runtime}/redhat8/yum/` },
    'build-number': String(index),
    pre_warm_parcels: Array.from({ length: 6 }, (_, part) => [`PARCEL-${part}.${index}-el8.parcel`, base]),
    pre_warm_csd: [`${base}CSD.jar`],
    tags: { 'release-type': 'OS Update Release' },
  }
}

function madeReferences(provider: string, index: number): Record<string, string> {
  const reference = (region: number) =>
    provider === 'azure'
      ? `https://account${region}.blob.core.windows.net/images/cb-cdh-7216-${index}-${region}.vhd`
      : `ami-${(index * 100 + region).toString(16).padStart(17, '0')}`
  return Object.fromEntries(
    Array.from({ length: 27 }, (_, region) => [`region-number-${region}`, reference(region)]),
  )
}
