import { buildImage, tinyBase, type BuiltImage, type ImageOptions } from '@ingot/testkit'

/** What an image says of itself, by the names of the labels without their prefix. */
export type SampleValues = Readonly<Record<string, string | undefined>>

/** The metadata of a PBJ runtime of a team, which breaks no rule. */
export const teamValues = {
  'runtime-metadata-version': '2',
  editor: 'PBJ Workbench',
  kernel: 'Python 3.10',
  edition: 'Team',
  'short-version': '1.0',
  'maintenance-version': '1',
  'full-version': '1.0.1',
  description: 'Python with the certificates of the team',
} as const

/** The metadata of a release of the vendor. */
export const vendorValues = {
  ...teamValues,
  edition: 'Standard',
  'short-version': '2026.08',
  'full-version': '2026.08.1-b5',
  description: 'PBJ Workbench runtime of the vendor',
  'git-hash': '0123456789abcdef0123456789abcdef01234567',
  gbn: '12345678',
} as const

/** The variables that start the kernel of a PBJ runtime. */
export const kernelEnv = {
  ML_RUNTIME_JUPYTER_KERNEL_GATEWAY_CMD: '/usr/local/bin/jupyter kernelgateway',
  ML_RUNTIME_JUPYTER_KERNEL_NAME: 'python3',
}

/** Labels of a runtime. */
export function labelsOf(values: SampleValues): Record<string, string> {
  return keyed(values, (name) => `com.cloudera.ml.runtime.${name}`)
}

/** Variables of a runtime. */
export function envOf(values: SampleValues): Record<string, string> {
  return keyed(
    values,
    (name) => `ML_RUNTIME_${name.replace('runtime-', '').replaceAll('-', '_').toUpperCase()}`,
  )
}

function keyed(values: SampleValues, keyOf: (name: string) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[keyOf(name), value]])),
  )
}

/** The operating system that the images of these tests stand on unless they say otherwise. */
export const ubuntu = tinyBase()

/**
 * An image on Ubuntu, or on another base, that says `values` of itself in labels and variables, with a layer of its own:
 * images of other values have other layers.
 */
export function buildRuntime(values: SampleValues = {}, options: ImageOptions = {}): BuiltImage {
  const said: SampleValues = { ...teamValues, ...values }
  const isPbj = said['runtime-metadata-version'] !== '1'
  return buildImage({
    base: ubuntu,
    layers: [
      [
        { path: 'opt/team/', uid: 0 },
        { path: 'opt/team/readme', content: JSON.stringify(said) },
      ],
    ],
    ...options,
    labels: { ...labelsOf(said), ...options.labels },
    env: { ...envOf(said), ...(isPbj ? kernelEnv : {}), ...options.env },
  })
}
