/** The operating system that is taken where several would do: the latest that Cloudbreak knows. */
export const preferredOs = 'redhat9'

const supported: ReadonlySet<string> = new Set([
  'redhat6',
  'redhat7',
  'redhat8',
  'redhat9',
  'centos6',
  'centos7',
])

/** The operating systems that Cloudbreak starts, for a sentence. */
export const supportedOsList: readonly string[] = [...supported]

/**
 * Whether Cloudbreak starts images of this operating system, compared without case. It leaves all others out when it
 * loads a catalog; an image that does not say is let through.
 */
export function isSupportedOs(os: string | undefined): boolean {
  return os === undefined || supported.has(os.toLowerCase())
}
