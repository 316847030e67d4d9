import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { registryTable } from '../../output/registry.ts'

interface Options extends WriteOptions {
  server: string
  plainHttp?: boolean
  ca?: string
}

export const registryAdd = defineCommand<Options, [string]>({
  name: 'registry add',
  summary: 'Add a registry that may be private, have its own authorities or speak plain http; or change one',
  notes: ['A public registry over https need not be added. What is not given again does not hold any more.'],
  examples: [
    'ingot registry add site --server registry.corp.example:5000 --ca corp.pem',
    'ingot registry add lab --server 10.1.2.3:5000 --plain-http',
  ],
  operations: ['addRegistry'],
  declare: (command) =>
    writeFlags(command.argument('<name>', 'name of the registry'))
      .requiredOption('--server <host[:port]>', 'the registry, as image references write it')
      .option('--plain-http', 'speak to it without TLS: what is read can be read and changed on the way')
      .option('--ca <file>', 'authorities to trust for it, as PEM'),
  async run(session, options, [registry]) {
    const { server, plainHttp, ca } = options
    const certificates = ca === undefined ? undefined : (await session.readText(ca)).text
    const client = await session.client()
    const answer = await client.addRegistry({
      params: { registry },
      query: writeQuery(options),
      body: { server, plainHttp, certificates },
    })
    for (const note of answer.notes ?? []) await session.note(plain(note))
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => registryTable([answer.registry]),
      names: () => [answer.registry.name],
    })
    return exitStatus.yes
  },
})
