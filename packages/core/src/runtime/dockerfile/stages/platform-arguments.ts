/** What images are built for where nobody says otherwise. */
const defaultPlatform = 'linux/amd64'

/**
 * The arguments that builders set by themselves (Dockerfile reference, Automatic platform ARGs): FROM sees them, a
 * stage once it declares them. What is given wins.
 */
export function platformArguments(
  given: Readonly<Record<string, string>>,
  target: string | undefined,
): ReadonlyMap<string, string> {
  const values = {
    ...partsOf('BUILD', given['BUILDPLATFORM'] ?? defaultPlatform),
    ...partsOf('TARGET', given['TARGETPLATFORM'] ?? defaultPlatform),
    TARGETSTAGE: target ?? 'default',
  }
  return new Map(Object.entries(values).map(([name, value]) => [name, given[name] ?? value]))
}

function partsOf(prefix: string, platform: string): Record<string, string> {
  const [os = '', architecture = '', variant = ''] = platform.split('/')
  return {
    [`${prefix}PLATFORM`]: platform,
    [`${prefix}OS`]: os,
    [`${prefix}ARCH`]: architecture,
    [`${prefix}VARIANT`]: variant,
  }
}

const proxies: ReadonlySet<string> = new Set(
  ['HTTP', 'HTTPS', 'FTP', 'NO', 'ALL'].map((what) => `${what}_PROXY`),
)

/** Whether an argument may be given though no ARG declares it (Dockerfile reference, Predefined ARGs). */
export function isPredefined(name: string): boolean {
  if (proxies.has(name.toUpperCase()) || name.startsWith('BUILDKIT_')) return true
  return /^(?:BUILD|TARGET)[A-Z]+$/.test(name)
}
