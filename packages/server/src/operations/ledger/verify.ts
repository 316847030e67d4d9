import type { Handler } from '../../context.ts'

/** Recomputes the chain of digests from what the database holds. */
export const verifyLog: Handler<'verifyLog'> = (_input, { ledger }) => ledger.verify()
