import type { Finding } from '@ingot/contract'
import { contentFindings } from './content-findings.ts'
import type { ContentContext } from './content-subject.ts'
import { folded, operatingSystem, runtimeContext, runtimeLayer, type SampleEntry } from './sample-content.ts'

/** What its configuration says otherwise, and whether all of it was read. */
export interface Changes {
  labels?: Record<string, string>
  env?: Record<string, string>
  workingDir?: string
  isComplete?: boolean
}

/** The configuration of the good runtime, with changes. */
export function contextOf({ labels, env, workingDir = runtimeContext.workingDir }: Changes): ContentContext {
  return {
    labels: { ...runtimeContext.labels, ...labels },
    env: { ...runtimeContext.env, ...env },
    workingDir,
  }
}

/** What is said of a good runtime with one more layer. */
export function findings(own: readonly SampleEntry[] = [], changes: Changes = {}): Finding[] {
  const fold = folded([operatingSystem, runtimeLayer, own], { baseLayers: 1 })
  return contentFindings(fold.facts(changes.isComplete ?? true), contextOf(changes))
}

/** The codes of these. */
export function codes(own: readonly SampleEntry[] = [], changes: Changes = {}): string[] {
  return findings(own, changes).map(({ code }) => code)
}

/** A runtime of another metadata version. */
export function version(text: string): Changes {
  return { labels: { 'com.cloudera.ml.runtime.runtime-metadata-version': text } }
}

/** A runtime that calls its editor otherwise. */
export function editorNamed(text: string): Changes {
  return { labels: { 'com.cloudera.ml.runtime.editor': text } }
}
