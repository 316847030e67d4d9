/** What a text may mean: an image of a project by its id or name, a family of it, or either of them by a bare name. */
export interface Wanted {
  readonly text: string
  readonly kind: 'id' | 'name' | 'family' | 'name-or-family'
  readonly value: string
  /** Where to look; in every project of the account unless it is named. */
  readonly project?: string
  /** Whether the text is a reference rather than a name. */
  readonly isReference: boolean
}

/** Names and ids as the API takes them (Compute v1, images.get, parameter `image`). */
const namePattern = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/
const idPattern = /^[1-9][0-9]{0,19}$/

/** The id of a project, with the domain that old ones have, or its number. */
const projectPattern = /^(?:[a-z0-9.-]{1,253}:)?[a-z0-9][a-z0-9-]{0,62}$/

const linkStart = /^https:\/\/(?:www|compute)\.googleapis\.com\/compute\/[a-z0-9]+\//
const pathPattern = /^(?:projects\/([^/]+)\/)?global\/images\/(family\/)?([^/]+)$/

/** Whether a text with this meaning can stand for an image in a registry: a family does so by its path. */
export function isStanding({ isReference, kind, project }: Wanted): boolean {
  return isReference || (kind === 'family' && project !== undefined)
}

/** What a text means to Google Cloud; `undefined` where it can mean nothing there. */
export function readWanted(text: string, ownProject: string): Wanted | undefined {
  const path = pathPattern.exec(text.replace(linkStart, ''))
  if (path !== null) return ofPath(text, path[1] ?? ownProject, path[2] !== undefined, path[3] ?? '')
  if (idPattern.test(text)) return { text, kind: 'id', value: text, isReference: true }
  const family = /^family\/(.+)$/.exec(text)?.[1]
  if (family !== undefined && namePattern.test(family))
    return { text, kind: 'family', value: family, isReference: false }
  return namePattern.test(text)
    ? { text, kind: 'name-or-family', value: text, isReference: false }
    : undefined
}

function ofPath(text: string, project: string, isFamily: boolean, value: string): Wanted | undefined {
  if (!projectPattern.test(project)) return undefined
  if (isFamily)
    return namePattern.test(value) ? { text, kind: 'family', value, project, isReference: false } : undefined
  if (idPattern.test(value)) return { text, kind: 'id', value, project, isReference: true }
  return namePattern.test(value) ? { text, kind: 'name', value, project, isReference: true } : undefined
}

/** The reference of an image, as Google's tools write it. */
export function imageReference(project: string, name: string): string {
  return `projects/${project}/global/images/${name}`
}
