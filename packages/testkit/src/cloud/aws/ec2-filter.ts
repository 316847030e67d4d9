import type { Ec2Record } from './ec2-record.ts'

/** The filters that are known here, and the field of each (EC2 API Reference, "DescribeImages"). */
const fields: Readonly<Record<string, keyof Ec2Record>> = {
  'image-id': 'imageId',
  name: 'name',
  state: 'imageState',
  'owner-id': 'imageOwnerId',
  architecture: 'architecture',
}

/** A filter that EC2 does not take: the code and the sentence of its answer. */
export class Ec2FilterError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'Ec2FilterError'
    this.code = code
  }
}

/** Whether an image passes all filters; each is passed with one of its values. */
export function ec2Filter(
  filters: readonly { name: string; values: readonly string[] }[],
): (record: Ec2Record) => boolean {
  if (filters.reduce((sum, { values }) => sum + values.length, 0) > 200)
    throw new Ec2FilterError('FilterLimitExceeded', 'The maximum number of filter values is 200')
  const tests = filters.map(testOf)
  return (record) => tests.every((test) => test(record))
}

function testOf({
  name,
  values,
}: {
  name: string
  values: readonly string[]
}): (record: Ec2Record) => boolean {
  const field = fields[name]
  if (field === undefined)
    throw new Ec2FilterError('InvalidParameterValue', `The filter '${name}' is invalid`)
  const plain = new Set(values.filter((value) => !/[*?\\]/.test(value)))
  const patterns = values.filter((value) => /[*?\\]/.test(value)).map(patternOf)
  return (record) => {
    const value = String(record[field])
    return plain.has(value) || patterns.some((pattern) => pattern.test(value))
  }
}

/** A star is any text, a question mark any character; a backslash takes that meaning away (EC2 User Guide, "Filtering"). */
function patternOf(value: string): RegExp {
  const source = value.replaceAll(/\\(.)|[^]/gsu, (character, kept?: string) => {
    if (kept !== undefined) return literal(kept)
    if (character === '*') return '.*'
    return character === '?' ? '.' : literal(character)
  })
  return new RegExp(`^${source}$`, 'su')
}

function literal(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
}
