import type { Severity } from '@ingot/contract'
import type { Spot } from '../rules/runtime-rule.ts'
import type { ContentSubject } from './content-subject.ts'

/** One question that is asked of the content of an image. Its code is the name that it has in the table of rules. */
export interface ContentRule {
  readonly severity: Severity
  /** In one line, what is the case where it finds something. */
  readonly summary: string
  readonly source: string
  /** Whether the code carries what it is about: `toolMissing:ssh`. */
  readonly perField?: true
  /** Whether it is asked of PBJ runtimes alone. */
  readonly pbjOnly?: true
  /** Whether it reports what is not there, so it must not be asked where not everything was read. */
  readonly needsAll?: true
  find(subject: ContentSubject): Iterable<Spot>
}
