import type { Handler } from '../../context.ts'

/** Replays a backup into this empty ledger: all of it, or nothing. */
export const restoreLedger: Handler<'restoreLedger'> = ({ stream }, { ledger }) => ledger.restore(stream)
