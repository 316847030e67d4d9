import type { Client } from '@ingot/contract'
import { sourceText } from '../../catalog-source.ts'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { hasErrors, noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { hasRefused, repoSyncLines } from '../../output/runtime-repo.ts'

interface Options extends WriteOptions {
  verifyLabels?: boolean
  all?: boolean
}

export const runtimeRepoSync = defineCommand<Options, [string]>({
  name: 'runtime-repo sync',
  summary: 'Read a Runtime Repo file: add what is new, report what changed, mark what it dropped',
  notes: [
    'Faults name the entry by a JSON pointer. Exit status 1 where an entry is refused.',
    'With -o name it prints the identifiers of the entries that came, changed, went or were refused.',
  ],
  examples: ['ingot runtime-repo sync vendor', 'ingot runtime-repo sync own --dry-run --verify-labels'],
  operations: ['listRuntimeRepos', 'syncRuntimeRepo'],
  declare: (command) =>
    writeFlags(command.argument('<repo>', 'name or id of the Runtime Repo'))
      .option('--verify-labels', 'compare every entry with the labels of its image')
      .option('--all', 'list every entry, not the first of them'),
  async run(session, options, [repo]) {
    const client = await session.client()
    const { repos } = await client.listRuntimeRepos({})
    const found = repos.find(({ id }) => String(id) === repo) ?? repos.find(({ name }) => name === repo)
    const content = await sourceText(session, found?.url)
    const answer = await client.syncRuntimeRepo({
      // What is not found the API refuses, and says what there is.
      params: { repo: found === undefined ? repo : String(found.id) },
      query: writeQuery(options),
      body: { content, verifyLabels: options.verifyLabels },
    })
    await noteDryRun(session, answer.dryRun)
    await noteDiagnostics(session, answer.faults)
    await emit(session, answer, {
      table: () => {
        const lines = repoSyncLines(answer, options.all === true, session.paint)
        return [...lines, storedLine(answer)].map((line) => `${line}\n`).join('')
      },
      names: () => answer.entries.map(({ identifier }) => identifier),
    })
    return hasErrors(answer.faults) || hasRefused(answer) ? exitStatus.no : exitStatus.yes
  },
})

function storedLine(answer: Awaited<ReturnType<Client['syncRuntimeRepo']>>): string {
  const { repo, revision, dryRun, outcome } = answer
  const isStored = outcome === 'changed' && !dryRun
  const what = isStored
    ? `stored as of revision ${revision}`
    : `nothing stored; the ledger is at revision ${revision}`
  return `${plain(repo.name)}: ${what}`
}
