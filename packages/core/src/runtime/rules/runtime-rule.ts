import type { Severity } from '@ingot/contract'
import type { Examined } from './examined.ts'

/** One place where a rule is broken, or that is worth knowing. */
export interface Spot {
  /** The name of the metadata field that it is about. */
  readonly field?: string | undefined
  /** What was expected, what came, what to do. */
  readonly message: string
  /** What was looked at; what is `undefined` is left out. */
  readonly evidence: Readonly<Record<string, string | undefined>>
  /** The platform that it was found on, where it is not that of the subject. */
  readonly platform?: string | undefined
}

/** One question that is asked of an image. Its code is the name that it has in the table of rules. */
export interface RuntimeRule {
  readonly severity: Severity
  /** In one line, what is the case where it finds something. */
  readonly summary: string
  readonly source: string
  /** Whether the code carries the field: `labelMissing:kernel`. */
  readonly perField?: true
  find(examined: Examined): Iterable<Spot>
}
