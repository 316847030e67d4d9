import { createHash } from 'node:crypto'

/** A text with each run of characters that `others` matches replaced by one `mark`, and none at the ends. */
export function withoutOthers(text: string, others: RegExp, mark = '-'): string {
  const replaced = text.replace(others, mark)
  return replaced.replace(/^[-._]+|[-._]+$/g, '')
}

/** The name of what has no letter that can be taken: the same for the same text, and another for another. */
export function nameOfNothing(text: string): string {
  return `image-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
}

/**
 * A name as Kubernetes takes it (Kubernetes, Object Names and IDs: DNS subdomain names): lower case letters, digits,
 * `-` and `.`, a letter or digit at both ends of each part, at most 253 characters.
 */
export function kubernetesName(text: string): string {
  const parts = text
    .toLowerCase()
    .split('.')
    .map((part) => withoutOthers(part, /[^a-z0-9-]+/g))
  const name = parts.filter((part) => part !== '').join('.')
  return name === '' ? nameOfNothing(text) : name.slice(0, 253).replace(/[-.]+$/, '')
}

/** A part of the name of a file: nothing that a file system takes for more than a letter. */
export function fileNamePart(text: string): string {
  const name = withoutOthers(text, /[^A-Za-z0-9._-]+/g).slice(0, 100)
  return name === '' ? nameOfNothing(text) : name
}
