import { IngotError } from '@ingot/contract'

/** Throws `REASON_REQUIRED` where no reason is given for what `doing` says: `Deleting the image "x"`. */
export function requireReason(reason: string | undefined, doing: string): void {
  if (reason === undefined || reason.trim() === '') {
    throw new IngotError('REASON_REQUIRED', `${doing} needs a reason`)
  }
}
