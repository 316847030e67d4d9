import type { DockerfileOptions } from '../lint-dockerfile.ts'
import { jupyterBase } from '../sample-dockerfile.ts'

/** What is looked for, a file that has it with its place, and files that are like it but do not. */
export type LintCase = [
  code: string,
  what: string,
  text: string,
  place: string,
  alike: readonly string[],
  options?: DockerfileOptions,
]

/** Files that are like those that have it, each with the code that it must not have. */
export function alikes(cases: readonly LintCase[]): [string, string, DockerfileOptions | undefined][] {
  return cases.flatMap(([code, , , , alike, options]) =>
    alike.map((text): [string, string, DockerfileOptions | undefined] => [code, text, options]),
  )
}

/** A digest behind a name. */
export const pinned = `@sha256:${'d'.repeat(64)}`

/** A FROM that nothing is to be said of. */
export const jupyter = `FROM ${jupyterBase}${pinned}`

export const scratch = 'FROM scratch'
