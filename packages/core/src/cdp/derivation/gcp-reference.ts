import type { ReferenceForm } from './reference-form.ts'

const project = '(?:[a-z0-9.-]{1,63}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]'
const name = '[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?'
const image = new RegExp(`^projects/${project}/global/images/(?:family/)?${name}$`)
const address =
  /^https:\/\/(?:www\.googleapis\.com\/compute|compute\.googleapis\.com\/compute)\/(?:v1|beta)\//
const bucketObject = /^[a-z0-9][a-z0-9_.-]{1,220}[a-z0-9]\/[\w./-]+\.tar\.gz$/

/**
 * References of Google Cloud: an archive in a bucket, which Cloudbreak makes an image of; an image or an image family
 * of a project, also as the address that the API gives. (Compute Engine, images resource; Cloud Storage, bucket names)
 */
export const gcpReference: ReferenceForm = {
  cloud: 'GCP',
  expected:
    'an archive in a bucket such as BUCKET/NAME.tar.gz, or an image such as projects/PROJECT/global/images/NAME',
  fits: (text) => image.test(text) || isAddress(text) || isArchive(text),
  slip,
  advice: (text) =>
    text.includes('/global/images/family/')
      ? 'A family is another image from time to time; name an image instead'
      : undefined,
}

function isAddress(text: string): boolean {
  return address.test(text) && image.test(text.replace(address, ''))
}

function isArchive(text: string): boolean {
  return bucketObject.test(text) && !text.includes('//')
}

function slip(text: string): string | undefined {
  if (/^gs:\/\//i.test(text)) return 'leave "gs://" out'
  if (/^https?:\/\/storage\.(?:googleapis|cloud\.google)\.com\//i.test(text)) {
    return 'give bucket and file without the address'
  }
  if (/^\/?(?:global\/images|images)\//.test(text))
    return 'name its project: projects/PROJECT/global/images/NAME'
  if (/^projects\/[^/]*\/global\/images\/./.test(text)) return slipOfImage(text.split('/'))
  if (text.startsWith('/')) return 'leave the "/" at its beginning out'
  if (/\.tar\.gz$/i.test(text) && !text.includes('/')) return 'name the bucket: BUCKET/NAME.tar.gz'
  if (/\.tgz$/i.test(text)) return 'the file ends with .tar.gz'
  return undefined
}

/** What is wrong with a reference that has the shape of an image of a project. */
function slipOfImage(parts: readonly string[]): string {
  return new RegExp(`^${project}$`).test(parts[1]!)
    ? 'the name of an image has at most 63 lower-case letters, digits and hyphens, and begins with a letter'
    : 'the id of a project has 6 to 30 lower-case letters, digits and hyphens, and begins with a letter'
}
