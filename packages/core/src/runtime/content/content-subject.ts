import type { FieldValues, LabelsAndEnv } from '../metadata/field-values.ts'
import { envValues, labelValues } from '../metadata/field-values.ts'
import type { ContentFacts } from './content-facts.ts'
import { Commands } from './commands.ts'
import { TextFiles } from './text-files.ts'

/** What the configuration of an image says that its content is held against. */
export interface ContentContext extends LabelsAndEnv {
  readonly workingDir?: string | undefined
  /** The platform, where the image has several: findings carry it. */
  readonly platform?: string | undefined
}

/** An image of one platform as the rules about content look at it. */
export interface ContentSubject extends ContentContext {
  readonly facts: ContentFacts
  readonly values: FieldValues
  /**
   * By the metadata version of its label, and without that label by the variable: the label is then a fault of its
   * own, which must not hide the others. An image that says neither is not held to what PBJ needs.
   */
  readonly isPbj: boolean
  readonly commands: Commands
  readonly files: TextFiles
}

/** Gets an image ready to be asked. */
export function contentSubject(facts: ContentFacts, context: ContentContext): ContentSubject {
  const values = labelValues(context)
  const field = 'runtime-metadata-version'
  const version = (values.get(field) ?? envValues(context).get(field))?.trim()
  return {
    ...context,
    facts,
    values,
    isPbj: version === '2' || version === '3',
    commands: new Commands(facts, context.env['PATH']),
    files: new TextFiles(facts),
  }
}
