import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { writeTextFile } from '../../files.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { counted } from '../../output/words.ts'
import { rewriteFlags, type RewriteOptions } from './rewrite.ts'

interface Options extends ReadOptions, RewriteOptions {
  pin?: boolean
  file?: string
}

export const runtimeRepoFile = defineCommand<Options, []>({
  name: 'runtime repo-file',
  summary: 'Write the runtimes as a Runtime Repo file, which a workbench can register',
  notes: [
    'The same runtimes give the same bytes. A server has it at /runtimes/repo-assembly.json as well.',
    'With -o name it prints the identifiers as the file has them.',
  ],
  examples: [
    'ingot runtime repo-file > repo-assembly.json',
    'ingot runtime repo-file --rewrite-host container.repository.cloudera.com=registry.example.com -f repo.json',
  ],
  operations: ['exportRepoFile'],
  declare: (command) =>
    rewriteFlags(readFlags(command))
      .option('--pin', 'name images by digest instead of tag')
      .option('-f, --file <file>', 'write it to this file instead of standard output'),
  async run(session, options) {
    const client = await session.client()
    const { rewriteHost, status, pin, file } = options
    const answer = await client.exportRepoFile({ query: { ...readQuery(options), rewriteHost, status, pin } })
    const text = `${JSON.stringify(answer, undefined, 2)}\n`
    if (file === undefined) {
      await emit(session, answer, {
        table: () => text,
        names: () => answer.runtimes.map((entry) => entry.image_identifier),
      })
      return exitStatus.yes
    }
    await writeTextFile(session.io, file, text)
    await session.note(`${counted(answer.runtimes.length, 'runtime')} written to ${plain(file)}`)
    return exitStatus.yes
  },
})
