import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectList, readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { coverageMatrix, uncovered } from '../../output/coverage.ts'
import { emit } from '../../output/emit.ts'

interface Options extends ReadOptions {
  catalog?: string
  provider?: string
  account?: string
  regions?: string[]
}

export const imageCoverage = defineCommand<Options, [string | undefined]>({
  name: 'image coverage',
  summary:
    'Show which versions of images have an artifact in which locations; exit status 1 where one is missing',
  examples: [
    'ingot image coverage our.base',
    'ingot image coverage our.base --provider azure --regions eastus,westeurope',
  ],
  operations: ['imageCoverage'],
  declare: (command) =>
    readFlags(command.argument('[name]', 'only images of this name'))
      .option('--catalog <name>', 'only images of this catalog')
      .option('--provider <name>', 'only locations of this cloud')
      .option('--account <name>', 'only locations of this account')
      .option('--regions <list>', 'these regions, with commas (default: every known one)', collectList),
  async run(session, options, [name]) {
    const { catalog, provider, account, regions } = options
    const client = await session.client()
    const answer = await client.imageCoverage({
      query: { name, catalog, provider, account, regions, ...readQuery(options) },
    })
    await emit(session, answer, {
      table: () => coverageMatrix(answer, session.paint),
      names: () => uncovered(answer),
    })
    return answer.gaps === 0 ? exitStatus.yes : exitStatus.no
  },
})
