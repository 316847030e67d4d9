import type { CloudbreakEntry } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'
import { viewEntry } from './read-entry.ts'

/** Tags that are traits under their own name too. */
const plainTags = ['release-type', 'hardening', 'fips-mode'] as const

/**
 * The traits of an image, read from its entry in a Cloudbreak catalog: `runtime`, `os`, `os-type`, `architecture`,
 * `cm`, `cm-build`, `stack`, `stack-build`, `patch-level` and `date` (the day of the build), `created` (RFC 3339),
 * `provider` (several joined by `-`), `prewarmed`, `list`, and `tag.NAME` for every tag. What the entry does not say
 * is left out; an absent architecture is x86_64.
 */
export function cloudbreakTraits(
  list: CloudbreakEntry['list'],
  entry: Readonly<Record<string, unknown>>,
  providers: readonly string[] = [],
): Record<string, string> {
  const { created, date, stack, packageVersions, buildNumber, tags, ...said } = viewEntry(entry)
  const traits: Record<string, string> = {}
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) traits[name] = value
  }
  add('runtime', said.version)
  add('os', said.os)
  add('os-type', said.osType)
  add('architecture', said.architecture)
  add('cm', packageVersions['cm'])
  add('cm-build', packageVersions['cm-build-number'] ?? buildNumber)
  add('stack', packageVersions['stack'] ?? stack?.version)
  add('stack-build', packageVersions['cdh-build-number'] ?? stack?.buildNumber)
  add('patch-level', date)
  add('date', date)
  add('created', created === undefined ? undefined : new Date(created * 1000).toISOString())
  add('provider', joinProviders(providers))
  add('prewarmed', String(stack !== undefined))
  add('list', list)
  for (const name of plainTags) if (Object.hasOwn(tags, name)) add(name, tags[name])
  for (const [name, value] of Object.entries(tags)) add(`tag.${name}`, value)
  return traits
}

/** Several providers as one text, in a fixed order; `undefined` where there is none. */
export function joinProviders(providers: readonly string[]): string | undefined {
  if (providers.length === 1) return normalizeProvider(providers[0]!)
  const names = [...new Set(providers.map(normalizeProvider))].toSorted()
  return names.length === 0 ? undefined : names.join('-')
}
