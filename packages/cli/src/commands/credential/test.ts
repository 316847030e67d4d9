import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { checkLine } from '../../output/registry.ts'

interface Options extends SharedOptions {
  reference?: string
}

export const credentialTest = defineCommand<Options, [string]>({
  name: 'credential test',
  summary: 'Try a credential on its registry; exits 1 where the registry does not take it',
  notes: ['A server tests each credential once a day, and before it ends.'],
  examples: [
    'ingot credential test ci',
    'ingot credential test ci --reference registry.corp.example:5000/team/app:1.0',
  ],
  operations: ['testCredential'],
  declare: (command) =>
    sharedFlags(command.argument('<credential>', 'id or name of the credential')).option(
      '--reference <image>',
      'an image to read with it: its manifest alone (default: only sign in)',
    ),
  async run(session, { reference }, [credential]) {
    const client = await session.client()
    const answer = await client.testCredential({ params: { credential }, body: { reference } })
    await emit(session, answer, {
      table: () => checkLine(answer.check, session.paint),
      names: () => [credential],
    })
    return answer.check.ok ? exitStatus.yes : exitStatus.no
  },
})
