import { IngotError, type ErrorCode } from '@ingot/contract'

/** Primary result codes of SQLite ("Result and Error Codes" of its documentation) that are not a fault of Ingot. */
const refusals: Readonly<Record<number, { code: ErrorCode; says: string }>> = {
  3: { code: 'LEDGER_UNAVAILABLE', says: 'permission is denied' },
  5: { code: 'LEDGER_UNAVAILABLE', says: 'another process has been writing to it for too long' },
  6: { code: 'LEDGER_UNAVAILABLE', says: 'a table of it is locked' },
  8: { code: 'LEDGER_UNAVAILABLE', says: 'it is read-only' },
  10: { code: 'LEDGER_UNAVAILABLE', says: 'the disk reports an error' },
  11: { code: 'LEDGER_DAMAGED', says: 'the file is damaged' },
  13: { code: 'LEDGER_UNAVAILABLE', says: 'the disk is full' },
  14: { code: 'LEDGER_UNAVAILABLE', says: 'the file cannot be opened' },
  26: { code: 'LEDGER_DAMAGED', says: 'the file is not a SQLite database' },
}

const BUSY = 5

/** The texts of `sqlite3_errstr`: an error in the midst of a statement comes from the driver with nothing else. */
const texts = new Map([
  ['access permission denied', 3],
  ['database is locked', BUSY],
  ['database table is locked', 6],
  ['attempt to write a readonly database', 8],
  ['disk I/O error', 10],
  ['database disk image is malformed', 11],
  ['database or disk is full', 13],
  ['unable to open database file', 14],
  ['file is not a database', 26],
])

/** The refusal that a failure of SQLite means; other errors come back as they are. */
export function translateSqliteError(error: unknown, place: string): unknown {
  const refusal = refusals[resultCode(error) ?? 0]
  if (refusal === undefined) return error
  return new IngotError(refusal.code, `Cannot use the ledger at "${place}": ${refusal.says}`, {
    cause: error,
  })
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY
}

/** The primary result code: the low byte of the extended one, or what the text of the error stands for. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff
  return texts.get(error.message)
}
