/** What an image runs on (OCI image-spec, image-index.md), in the one spelling that is compared. */
export interface OciPlatform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
}

/** A platform, or why a text is none, as a sentence. */
export type ParsedPlatform =
  | { readonly platform: OciPlatform; readonly fault?: undefined }
  | { readonly platform?: undefined; readonly fault: string }

const partPattern = /^[a-z0-9_][a-z0-9_.-]{0,63}$/

/** Other names of the same architecture, as `uname` and some builders write them. */
const architectures: ReadonlyMap<string, readonly [string, string?]> = new Map([
  ['x86_64', ['amd64']],
  ['x86-64', ['amd64']],
  ['i386', ['386']],
  ['aarch64', ['arm64']],
  ['armhf', ['arm', 'v7']],
  ['armel', ['arm', 'v6']],
])

/** The variant that an architecture has where none is named; it is then not written. */
const usualVariants: ReadonlyMap<string, string> = new Map([
  ['arm64', 'v8'],
  ['amd64', 'v1'],
])

/** Reads `os/architecture[/variant]`: `linux/amd64`. */
export function parsePlatform(text: string): ParsedPlatform {
  const [os = '', architecture = '', variant, ...more] = text.trim().toLowerCase().split('/')
  const parts = variant === undefined ? [os, architecture] : [os, architecture, variant]
  if (more.length > 0 || !parts.every((part) => partPattern.test(part))) {
    return {
      fault: `Expected a platform as os/architecture, such as linux/amd64, got "${text.slice(0, 100)}"`,
    }
  }
  return { platform: toPlatform(os, architecture, variant) }
}

/** The platform that descriptors and configurations name by its parts, in the one spelling that is compared. */
export function toPlatform(os: string, architecture: string, variant = ''): OciPlatform {
  const written = architecture.toLowerCase()
  const [name, implied = ''] = architectures.get(written) ?? [written]
  const named = variant === '' ? implied : variant.toLowerCase().replace(/^(?=\d)/, 'v')
  const exact = named === '' && name === 'arm' ? 'v7' : named
  const isUsual = exact === '' || usualVariants.get(name) === exact
  return { os: os.toLowerCase(), architecture: name, ...(isUsual ? {} : { variant: exact }) }
}

/** A platform as text: `linux/arm/v7`. */
export function platformText({ os, architecture, variant }: OciPlatform): string {
  return `${os}/${architecture}${variant === undefined ? '' : `/${variant}`}`
}
