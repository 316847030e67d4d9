import { Argument } from 'commander'
import { defineCommand } from '../command.ts'
import { exitStatus } from '../exit-status.ts'

const shells = ['bash', 'zsh', 'fish', 'powershell']

const completion = defineCommand<object, [string]>({
  name: 'completion',
  summary: 'Print a completion script for a shell',
  examples: [
    'source <(ingot completion bash)',
    'source <(ingot completion zsh)',
    'ingot completion fish > ~/.config/fish/completions/ingot.fish',
    'ingot completion powershell >> $PROFILE',
  ],
  operations: [],
  declare: (command) => command.addArgument(new Argument('<shell>', 'the shell').choices(shells)),
  async run(_session, _options, [shell]) {
    // The library prints by itself, on standard output.
    const { script } = await import('@bomb.sh/tab')
    script(shell, 'ingot', 'ingot')
    return exitStatus.yes
  },
})

export const commands = [completion]
