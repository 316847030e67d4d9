/** An answer of a fake cloud. */
export interface ArmAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** An error as ARM writes it. */
export function armError(
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): ArmAnswer {
  return { status, body: { error: { code, message } }, ...(headers === undefined ? {} : { headers }) }
}
