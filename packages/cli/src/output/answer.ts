import type { Answer } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { imageText, locationText } from './words.ts'

/** Columns of {@link answerCells}. */
export const answerHead = ['STATUS', 'IMAGE', 'LOCATION', 'REASON', 'REFERENCE']

/** One row about an answer, with its reason in a sentence. */
export function answerCells(answer: Answer, paint: Paint): string[] {
  const { status, image, artifact, location } = answer
  return [
    paintStatus(status, paint),
    image === undefined ? '' : imageText(image),
    locationText(location),
    reasonOf(answer),
    plain(artifact?.reference ?? ''),
  ]
}

/** Whether an answer is a yes or a no, in its colour. */
export function paintStatus(status: Answer['status'], paint: Paint): string {
  return status === 'unresolved' ? paint.bad(status) : paint.good(status)
}

/** The refusal, else the warnings, else what was said of the chosen image. */
export function reasonOf({ status, select, refusal, warnings, trace }: Answer): string {
  if (refusal !== undefined) return plain(`${refusal.code}: ${refusal.message}`)
  const warned = warnings.map(({ code, message }) => plain(`${code}: ${message}`)).join('; ')
  if (warned !== '') return warned
  if (status === 'direct') return plain(`${select.attribute} names it directly`)
  const chosen = trace?.candidates.find(({ verdict }) => verdict === 'chosen')
  return plain(chosen?.message ?? '')
}
