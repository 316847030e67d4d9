import { counted } from '@ingot/contract'
import type { ReferenceForm } from './reference-form.ts'

/** An id of an Amazon Machine Image has 17 hexadecimal digits; those made before 2018 may have 8. */
const amiId = /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/

/** References of AWS: AMI ids. (EC2 User Guide, longer resource ids) */
export const awsReference: ReferenceForm = {
  cloud: 'AWS',
  expected: 'an AMI id such as ami-0abcdef1234567890, which has 8 or 17 hexadecimal digits',
  fits: (text) => amiId.test(text),
  slip,
  advice: (_, isForAnyRegion) =>
    isForAnyRegion ? 'An AMI exists in one region only; name the region instead of default' : undefined,
}

function slip(text: string): string | undefined {
  if (amiId.test(text.toLowerCase())) return `write it in lower case: ${text.toLowerCase()}`
  const found = /(?<![0-9a-z])ami-(?:[0-9a-f]{17}|[0-9a-f]{8})(?![0-9a-z])/i.exec(text)?.[0]
  if (found !== undefined) return `give the id alone: ${found.toLowerCase()}`
  if (/^[0-9a-f]{8}$|^[0-9a-f]{17}$/.test(text)) return `it lacks its beginning: ami-${text}`
  const digits = /^ami-(?<digits>[0-9a-f]*)$/i.exec(text)?.groups?.['digits']
  if (digits !== undefined)
    return `it has ${counted(digits.length, 'digit')}; was it cut off, or pasted twice?`
  return /^ami-/i.test(text) ? 'what follows "ami-" is not hexadecimal' : undefined
}
