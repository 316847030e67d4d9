import { isObject } from './is-object.ts'

/** Ids of a versions block, with where each stands in it. */
export interface VersionIds {
  readonly id: string
  readonly path: string
}

/**
 * The entries of a versions block that Cloudbreak reads: those for Cloudbreak itself, else those for FreeIPA
 * (Cloudbreak, CloudbreakVersionListProvider). With the name of the list they stand in.
 */
export function versionEntries(versions: unknown): {
  list: 'cloudbreak' | 'freeipa'
  entries: readonly unknown[]
} {
  const own = listIn(versions, 'cloudbreak')
  return own.length > 0
    ? { list: 'cloudbreak', entries: own }
    : { list: 'freeipa', entries: listIn(versions, 'freeipa') }
}

/** The ids that the entries Cloudbreak reads name, as `images` or as `defaults`. */
export function versionIds(versions: unknown, member: 'images' | 'defaults'): VersionIds[] {
  const { list, entries } = versionEntries(versions)
  return entries.flatMap((entry, index) =>
    listIn(entry, member).flatMap((id, position) =>
      typeof id === 'string' ? [{ id, path: `/versions/${list}/${index}/${member}/${position}` }] : [],
    ),
  )
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = isObject(value) ? value[name] : undefined
  return Array.isArray(list) ? list : []
}
