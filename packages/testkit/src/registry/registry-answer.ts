import type { BlobContent } from './blob-content.ts'

/** What a fake registry is about to answer, before faults. */
export interface RegistryAnswer {
  status: number
  headers: Record<string, string>
  body: BlobContent
  /** The bytes of the body that are asked for, from `start` to before `end`. */
  part?: { start: number; end: number }
}

/** An answer of JSON. */
export function jsonAnswer(
  value: unknown,
  headers: Record<string, string> = {},
  status = 200,
): RegistryAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  }
}

/** An error as the distribution API has it. */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): RegistryAnswer {
  return jsonAnswer({ errors: [{ code, message, detail: null }] }, headers, status)
}
