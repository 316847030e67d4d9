import type { ExportRequest } from '@ingot/contract'
import { UsageError } from '../../usage-error.ts'
import { parseImage } from './parse-image.ts'

const members = [
  'image',
  'label',
  'version',
  'provider',
  'account',
  'region',
  'architecture',
  'strict',
] as const
type Member = (typeof members)[number]

/**
 * Reads the query of the `external` data source of Terraform: one JSON object whose values are strings
 * (hashicorp/external, data source `external`, External Program Protocol). Throws `UsageError`.
 */
export function parseExternalQuery(text: string): Omit<ExportRequest, 'format'> {
  const { image, label, version, provider, account, region, architecture, strict } = stringsOf(text)
  if ((image === undefined) === (label === undefined)) {
    throw wrong('Expected "image" or "label" in the query, and not both')
  }
  if (architecture !== undefined && architecture !== 'x86_64' && architecture !== 'arm64') {
    throw wrong(`Expected x86_64 or arm64 as "architecture" of the query, got "${architecture}"`)
  }
  if (strict !== undefined && strict !== 'true' && strict !== 'false') {
    throw wrong(`Expected true or false as "strict" of the query, got "${strict}"`)
  }
  const wanted = image === undefined ? { label, version } : parseImage(image, version)
  return { images: [wanted], provider, account, region, architecture, strict: strict === 'true' }
}

function stringsOf(text: string): Partial<Record<Member, string>> {
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong('Expected the query of Terraform as a JSON object on standard input')
  }
  const entries = Object.entries(value)
  for (const [name, member] of entries) {
    if (!members.some((known) => known === name)) {
      throw wrong(`Expected ${members.join(', ')} in the query, got "${name}"`)
    }
    if (typeof member !== 'string') throw wrong(`Expected "${name}" of the query as a string`)
  }
  // Terraform has no way to leave a member out: an empty string is none.
  return Object.fromEntries(entries.filter(([, member]) => member !== ''))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw wrong('Expected the query of Terraform as a JSON object on standard input, got no JSON')
  }
}

function wrong(message: string): UsageError {
  const remedy = 'Terraform writes it from "query": query = { image = "our.base", region = "us-east-1" }.'
  return new UsageError('USAGE', message, remedy)
}
