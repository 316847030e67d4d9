/** What a fake OpenStack service answers. */
export interface OpenStackAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** What it is asked. */
export interface OpenStackCall {
  readonly method: string
  /** Without the prefix of the service: `/v2/images`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Uint8Array
}

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): OpenStackAnswer {
  const body = Buffer.from(JSON.stringify(value))
  return { status, headers: { 'content-type': 'application/json', ...headers }, body }
}

export function emptyAnswer(status: number): OpenStackAnswer {
  return { status, body: Buffer.alloc(0) }
}

/** A refusal as Glance writes it for who does not ask for JSON: a page of HTML with a sentence. */
export function pageAnswer(
  status: number,
  title: string,
  sentence: string,
  headers: Record<string, string> = {},
): OpenStackAnswer {
  const page = `<html>\n <head>\n  <title>${status} ${title}</title>\n </head>\n <body>\n  <h1>${status} ${title}</h1>\n  ${sentence}<br /><br />\n\n </body>\n</html>`
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8', ...headers },
    body: Buffer.from(page),
  }
}

/** The JSON of a body; an empty object where it is none. */
export function jsonOf(body: Uint8Array): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>
  } catch {
    return {}
  }
}
