import type { DockerfileRuleCode } from '../dockerfile-rules.ts'

/** Why variables cannot be replaced. Thrown within the expansion of one text only. */
export class ExpansionFault extends Error {
  readonly code: DockerfileRuleCode
  /** Index into the text that is expanded. */
  readonly at: number

  constructor(code: DockerfileRuleCode, message: string, at: number) {
    super(message)
    this.code = code
    this.at = at
  }
}
