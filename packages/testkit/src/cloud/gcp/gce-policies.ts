import { gceError, type GceAnswer } from './gce-answer.ts'

/** Who may do what with an image (Cloud IAM, Policy). */
interface GcePolicy {
  readonly version?: number
  readonly etag: string
  readonly bindings?: readonly { role: string; members: readonly string[]; condition?: unknown }[]
}

/** The policies of the images of a project. Each change has a new etag, and has to name the last one. */
export class GcePolicies {
  readonly #policies = new Map<string, GcePolicy>()
  #changes = 0
  /** How many of the next changes come too late, because somebody else was faster. */
  races = 0

  get(image: string): GcePolicy {
    return this.#policies.get(image) ?? { etag: 'ACAB' }
  }

  put(image: string, bindings: GcePolicy['bindings'] & object): void {
    this.#policies.set(image, { version: 1, etag: `BW${(this.#changes += 1)}`, bindings })
  }

  set(image: string, policy: unknown): GceAnswer {
    const { etag, bindings = [] } = (policy ?? {}) as GcePolicy
    if (this.races > 0) {
      this.races -= 1
      this.put(image, this.get(image).bindings ?? [])
    }
    if (etag !== this.get(image).etag)
      return gceError(412, 'conditionNotMet', 'There were concurrent policy changes.')
    this.put(image, bindings)
    return { status: 200, body: this.get(image) }
  }
}
