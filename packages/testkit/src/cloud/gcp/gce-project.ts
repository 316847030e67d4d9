import { GceImages } from './gce-images.ts'
import { GceOperations } from './gce-operations.ts'
import { GcePolicies } from './gce-policies.ts'

/** A project of a fake Google Cloud. */
export class GceProject {
  readonly images = new GceImages()
  readonly operations = new GceOperations()
  readonly policies = new GcePolicies()
  /** Names of images and families that the caller may not see. */
  readonly hidden = new Set<string>()
  /** Whether the caller may list its images, and not only get those that he was given. */
  isListable = true
}
