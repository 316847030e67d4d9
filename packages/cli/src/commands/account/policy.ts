import type { DriftPolicy, DriftVerdict } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { type ReadOptions, readQuery, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { fieldLines } from '../../output/sheet.ts'
import { UsageError } from '../../usage-error.ts'

type Options = WriteOptions & ReadOptions & Partial<DriftPolicy>

const verdicts: readonly DriftVerdict[] = ['skip', 'warn']
const kinds = ['gone', 'private', 'deprecated', 'replaced'] as const

export const accountPolicy = defineCommand<Options, []>({
  name: 'account policy',
  summary: 'Show or set whether artifacts that have drifted are skipped, or taken with a warning',
  examples: ['ingot account policy', 'ingot account policy --deprecated skip --reason "Rule 12 of security"'],
  operations: ['showDriftPolicy', 'setDriftPolicy'],
  declare: (command) =>
    kinds
      .reduce(
        (declared, kind) =>
          declared.addOption(
            new Option(`--${kind} <verdict>`, `what becomes of artifacts that are ${kind}`).choices(verdicts),
          ),
        writeFlags(command),
      )
      .option('--at <moment>', 'show it as of a revision or a time (RFC 3339)'),
  async run(session, options) {
    const { gone, private: closed, deprecated, replaced } = options
    const given = { gone, private: closed, deprecated, replaced }
    const client = await session.client()
    const isRead = Object.values(given).every((verdict) => verdict === undefined)
    if (!isRead && options.at !== undefined) {
      throw new UsageError('USAGE', 'The past cannot be set', 'Leave out --at, or the verdicts.')
    }
    const answer = isRead
      ? await client.showDriftPolicy({ query: readQuery(options) })
      : await client.setDriftPolicy({ query: writeQuery(options), body: given })
    await noteDryRun(session, !isRead && options.dryRun === true)
    await emit(session, answer, {
      table: () => fieldLines(kinds.map((kind) => [kind, plain(answer.policy[kind])])),
      names: () => kinds.map((kind) => `${kind}=${answer.policy[kind]}`),
    })
    return exitStatus.yes
  },
})
