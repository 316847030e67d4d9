export { ledgerSuite } from './ledger-suite.ts'
export {
  bytesOf,
  contents,
  put,
  streamOf,
  useLedgers,
  type LedgerPlace,
  type Ledgers,
} from './ledger/ledgers.ts'
export { freePort, startPostgres, type PostgresSchema, type PostgresServer } from './postgres-server.ts'
export { findProgram, requireProgram } from './programs.ts'
export { describeWithTestData, testData } from './test-data.ts'
export { crashTest, type CrashResult, type CrashTest } from './crash/crash-test.ts'
export { arbitraryOf, type Schema } from './arbitrary-of-schema.ts'
export { namedProgram } from './named-program.ts'
