/** What the command line itself finds wrong, before or after it asks the API. */
export type UsageCode =
  | 'USAGE'
  | 'UNREADABLE_FILE'
  | 'UNWRITABLE_FILE'
  | 'UNWRITABLE_OUTPUT'
  | 'NOT_UTF8'
  | 'NOT_A_LOCK'
  | 'LOCK_TOO_NEW'

/** Wrong usage or an unreadable input: exit status 2, but 3 for an output without room. `remedy` says what to do. */
export class UsageError extends Error {
  readonly code: UsageCode
  readonly remedy: string

  constructor(code: UsageCode, message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'UsageError'
    this.code = code
    this.remedy = remedy
  }
}
