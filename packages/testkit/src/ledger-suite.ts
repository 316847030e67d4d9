import { describe } from 'vitest'
import { accessKeySuite } from './ledger/access-key-suite.ts'
import { backupSuite } from './ledger/backup-suite.ts'
import { commitSuite } from './ledger/commit-suite.ts'
import { historySuite } from './ledger/history-suite.ts'
import { jobSuite } from './ledger/job-suite.ts'
import { useLedgers, type LedgerPlace } from './ledger/ledgers.ts'
import { modelSuite } from './ledger/model-suite.ts'
import { secretKeySuite } from './ledger/secret-key-suite.ts'
import { sharingSuite } from './ledger/sharing-suite.ts'
import { snapshotSuite } from './ledger/snapshot-suite.ts'
import { verifySuite } from './ledger/verify-suite.ts'

/** What it means to be a ledger: the tests that every store passes. `makePlace` makes an empty place for one ledger. */
export function ledgerSuite(name: string, makePlace: () => Promise<LedgerPlace>, modelRuns = 15): void {
  describe(name, () => {
    const ledgers = useLedgers(makePlace)
    commitSuite(ledgers)
    snapshotSuite(ledgers)
    historySuite(ledgers)
    modelSuite(ledgers, modelRuns)
    verifySuite(ledgers)
    backupSuite(ledgers)
    sharingSuite(ledgers)
    accessKeySuite(ledgers)
    secretKeySuite(ledgers)
    jobSuite(ledgers)
  })
}
