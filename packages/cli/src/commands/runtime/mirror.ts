import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery, sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { mirrorPlan, mirrorTable } from '../../output/mirror.ts'
import { plain } from '../../output/plain.ts'
import { firstLines } from '../../output/words.ts'
import type { Session } from '../../session.ts'
import { rewriteFlags, type RewriteOptions } from './rewrite.ts'

export const runtimeMirrorPlan = defineCommand<ReadOptions & RewriteOptions, []>({
  name: 'runtime mirror-plan',
  summary: 'List what has to be copied for a site that is closed, with digests',
  notes: ['With -o name it prints a line for each copy, as skopeo takes it: SOURCE TARGET.'],
  examples: [
    'ingot runtime mirror-plan --rewrite-host container.repository.cloudera.com=registry.example.com',
    'ingot runtime mirror-plan --rewrite-host docker.io/team=registry.example.com/team -o name | while read -r from to; do skopeo copy --all --preserve-digests "$from" "$to"; done',
  ],
  operations: ['planMirror'],
  declare: (command) => rewriteFlags(readFlags(command)),
  async run(session, options) {
    const client = await session.client()
    const { rewriteHost, status } = options
    const answer = await client.planMirror({ query: readQuery(options), body: { rewriteHost, status } })
    await emit(session, answer, {
      table: () => mirrorPlan(answer.items),
      names: () => answer.items.map(({ from, to }) => `docker://${from} docker://${to}`),
    })
    await noteUnpinned(session, answer.unpinned)
    return exitStatus.yes
  },
})

export const runtimeMirrorVerify = defineCommand<SharedOptions & RewriteOptions, []>({
  name: 'runtime mirror-verify',
  summary: 'Check that the copies have the digests that they must have; exit status 1 where one has not',
  notes: ['With -o name it prints the copies that are not right.'],
  examples: [
    'ingot runtime mirror-verify --rewrite-host container.repository.cloudera.com=registry.example.com',
  ],
  operations: ['verifyMirror'],
  declare: (command) => rewriteFlags(sharedFlags(command)),
  async run(session, options) {
    const client = await session.client()
    const { rewriteHost, status } = options
    const answer = await client.verifyMirror({ body: { rewriteHost, status } })
    const wrong = answer.checks.filter((check) => check.status !== 'same')
    await emit(session, answer, {
      table: () => mirrorTable(answer.checks, session.paint),
      names: () => wrong.map(({ to }) => to),
    })
    await noteUnpinned(session, answer.unpinned)
    return wrong.length === 0 ? exitStatus.yes : exitStatus.no
  },
})

/** More names than this nobody reads; JSON has all of them. */
const mostNamed = 10

async function noteUnpinned(session: Session, unpinned: readonly string[]): Promise<void> {
  if (unpinned.length === 0) return
  const names = firstLines(unpinned.map(plain), mostNamed).join(', ')
  await session.note(`Left out, for they were never read and no digest is known: ${names}`)
}
