import type { AccountFailure } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { firstLines } from './words.ts'

/** More failures than this are counted. */
const mostFailures = 20

/** A line for each account or region that could not be asked: where, why, and what to do. */
export function failureLines(failures: readonly AccountFailure[], paint: Paint): string {
  const lines = failures.map(({ account, region, message, remedy }) => {
    const place = region === undefined ? account : `${account} ${region}`
    return `${paint.bad('failed')} ${plain(place)}: ${plain(message)}; ${plain(remedy)}`
  })
  return firstLines(lines, mostFailures)
    .map((line) => `${line}\n`)
    .join('')
}
