import Type from 'typebox'
import { LogDetail, LogEntry, Verification } from '../log.ts'
import { operation } from '../operation.ts'
import { Stamp } from '../resolution.ts'
import { writeQuery } from './common.ts'
import { merge } from '../merge.ts'

export const ledgerOperations = {
  listLog: operation({
    method: 'GET',
    path: '/v1/log',
    summary: 'List commits, newest first',
    permission: 'log:read',
    query: Type.Object({
      kind: Type.Optional(
        Type.String({ maxLength: 64, description: 'Only commits that touch this kind of document' }),
      ),
      id: Type.Optional(
        Type.String({ maxLength: 1024, description: 'Only commits that touch the document with this id' }),
      ),
      at: Type.Optional(
        Type.String({ maxLength: 40, description: 'Only commits up to this revision or time' }),
      ),
      before: Type.Optional(Type.Integer({ minimum: 1, description: 'Only commits before this revision' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10000, description: 'Default 50' })),
    }),
    response: merge(
      Stamp,
      Type.Object({ entries: Type.Array(LogEntry), next: Type.Optional(Type.Integer({ minimum: 1 })) }),
    ),
    reads: [],
  }),
  showCommit: operation({
    method: 'GET',
    path: '/v1/log/{revision}',
    summary: 'Show one commit and what it changed',
    permission: 'log:read',
    params: Type.Object({ revision: Type.Integer({ minimum: 1 }) }),
    response: LogDetail,
    reads: [],
  }),
  verifyLog: operation({
    method: 'POST',
    path: '/v1/log/verify',
    summary: 'Recompute every digest of the log',
    permission: 'log:read',
    response: Verification,
    reads: [],
  }),
  backupLedger: operation({
    method: 'GET',
    path: '/v1/ledger/backup',
    summary: 'Stream a backup of the whole ledger while it is in use',
    permission: 'ledger:admin',
    response: 'stream',
    reads: [],
  }),
  restoreLedger: operation({
    method: 'POST',
    path: '/v1/ledger/restore',
    summary: 'Restore a backup into this ledger, which must be empty',
    permission: 'ledger:admin',
    query: Type.Object({ dryRun: writeQuery.dryRun }),
    requestBody: 'stream',
    bodyLimit: Number.MAX_SAFE_INTEGER,
    response: Verification,
    reads: [],
  }),
}
