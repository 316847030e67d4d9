/** What a fake Google Cloud is about to answer. */
export interface GceAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** An error as the API writes it (Cloud APIs, "Errors"). */
export function gceError(status: number, reason: string, message: string): GceAnswer {
  return {
    status,
    body: { error: { code: status, message, errors: [{ message, domain: 'global', reason }] } },
  }
}

/** The error of what does not exist. */
export function notFound(path: string): GceAnswer {
  return gceError(404, 'notFound', `The resource '${path}' was not found`)
}
