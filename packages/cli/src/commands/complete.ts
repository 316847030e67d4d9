import { defineCommand } from '../command.ts'
import { exitStatus } from '../exit-status.ts'

/** What the completion scripts call at each press of the tab key. */
const complete = defineCommand<object, [string[]]>({
  name: 'complete',
  summary: 'Answer a completion script',
  examples: ['ingot complete -- image l'],
  operations: [],
  declare: (command) => command.argument('[words...]', 'the words so far, the last one unfinished'),
  async run(session, _options, [words]) {
    const { completionTree } = await import('../completion-tree.ts')
    const tree = await completionTree(session.io.folder, words.at(-1) ?? '')
    // The library prints by itself, on standard output, and eats what it is given.
    tree.parse([...words])
    return exitStatus.yes
  },
})

export const commands = [complete]
