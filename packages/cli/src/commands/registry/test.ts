import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { checkLine } from '../../output/registry.ts'

interface Options extends SharedOptions {
  reference?: string
  credential?: string
}

export const registryTest = defineCommand<Options, [string]>({
  name: 'registry test',
  summary:
    'Ask a registry whether it is there, and what it wants of who asks; exits 1 where it does not answer',
  examples: [
    'ingot registry test site',
    'ingot registry test site --reference registry.corp.example:5000/team/app:1.0 --credential ci',
  ],
  operations: ['testRegistry'],
  declare: (command) =>
    sharedFlags(command.argument('<name>', 'name of the registry'))
      .option('--reference <image>', 'an image to read from it: its manifest alone')
      .option(
        '--credential <name>',
        'id or name of a credential to use (default: none; for an image the best)',
      ),
  async run(session, { reference, credential }, [registry]) {
    const client = await session.client()
    const answer = await client.testRegistry({ params: { registry }, body: { reference, credential } })
    await emit(session, answer, {
      table: () => checkLine(answer.check, session.paint),
      names: () => [registry],
    })
    return answer.check.ok ? exitStatus.yes : exitStatus.no
  },
})
