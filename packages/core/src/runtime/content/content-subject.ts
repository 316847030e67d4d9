import type { FieldValues, LabelsAndEnv } from '../metadata/field-values.ts'
import { labelValues } from '../metadata/field-values.ts'
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
  /** By its metadata version; an image that does not say is not held to what PBJ needs. */
  readonly isPbj: boolean
  readonly commands: Commands
  readonly files: TextFiles
}

/** Gets an image ready to be asked. */
export function contentSubject(facts: ContentFacts, context: ContentContext): ContentSubject {
  const values = labelValues(context)
  const version = values.get('runtime-metadata-version')?.trim()
  return {
    ...context,
    facts,
    values,
    isPbj: version === '2' || version === '3',
    commands: new Commands(facts, context.env['PATH']),
    files: new TextFiles(facts),
  }
}
