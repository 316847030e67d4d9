import type { Bundle } from '@sigstore/bundle'

type LogEntry = Bundle['verificationMaterial']['tlogEntries'][number]
type InclusionProof = NonNullable<LogEntry['inclusionProof']>

const entryLimit = 8
const timestampLimit = 4
/** The depth of a tree of 2^64 entries. */
const hashLimit = 64
/** Of a timestamp, in bytes; they have 1 to 6 kB. */
const timestampSize = 16_384
const checkpointLimit = 16_384

/**
 * What of a bundle goes beyond what one can need, or would make verifying it take unbounded time; undefined where
 * nothing does. To be asked before the bundle is verified.
 */
export function excessOf(bundle: Bundle): string | undefined {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? []
  if (tlogEntries.length > entryLimit)
    return `It has ${tlogEntries.length} log entries, more than ${entryLimit}`
  if (timestamps.length > timestampLimit) {
    return `It has ${timestamps.length} timestamps, more than ${timestampLimit}`
  }
  if (timestamps.some(({ signedTimestamp }) => signedTimestamp.length > timestampSize)) {
    return `One of its timestamps is larger than ${timestampSize} bytes`
  }
  for (const entry of tlogEntries) {
    const excess = excessOfEntry(entry)
    if (excess !== undefined) return excess
  }
  return undefined
}

function excessOfEntry({ logIndex, integratedTime, inclusionProof }: LogEntry): string | undefined {
  const numbers = [logIndex, integratedTime, inclusionProof?.logIndex ?? '0', inclusionProof?.treeSize ?? '0']
  if (!numbers.every((number) => /^\d{1,20}$/.test(number))) {
    return 'A position or a time of its log entry is no number of at most 20 digits'
  }
  return inclusionProof === undefined ? undefined : excessOfProof(inclusionProof)
}

function excessOfProof({ hashes, checkpoint }: InclusionProof): string | undefined {
  if (hashes.length > hashLimit) return `The proof of its log entry has more than ${hashLimit} hashes`
  const note = checkpoint?.envelope ?? ''
  if (note.length > checkpointLimit) {
    return `The checkpoint of its log entry has more than ${checkpointLimit} characters`
  }
  return areLogNames(note)
    ? undefined
    : 'The checkpoint of its log entry is signed by what is no name of a log'
}

/**
 * The verifier takes the name in a checkpoint for a regular expression, which must not come from strangers. A name is
 * what follows a dash and a space in the signatures; nothing that a pattern could be made of may be in it.
 */
function areLogNames(note: string): boolean {
  const words = note.slice(note.indexOf('\n\n') + 1).split(/\s/u)
  return words.every((word, at) => {
    const isName = at > 0 && words[at - 1]?.endsWith('\u2014') === true
    return !isName || /^[\w.:/@%~-]+$/.test(word)
  })
}
