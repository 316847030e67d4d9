import type { AccountProvider } from '@ingot/contract'
import { Argument } from 'commander'
import { defineCommand } from '../../command.ts'
import { durationInSeconds } from '../../duration.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectList, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { accountTable } from '../../output/account.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { readSecret, secretFlags, type SecretOptions } from './secret.ts'
import { accountProviders, settingFlags, type SettingOptions, settingsOf } from './settings.ts'

interface Options extends WriteOptions, SecretOptions, SettingOptions {
  region?: string[]
  scanEvery?: number
}

export const accountAdd = defineCommand<Options, [AccountProvider, string]>({
  name: 'account add',
  summary: 'Add an account where artifacts live, or change one: of a cloud, a folder, a registry',
  notes: [
    'What is not given again does not hold any more. A secret comes from standard input, a file, or INGOT_ACCOUNT_SECRET; it is sealed and never shown.',
    'Without a secret the clouds are asked with what the machine has: the default credential chains of their SDKs.',
  ],
  examples: [
    'ingot account add local lab --dir /srv/images',
    'ingot account add aws production --profile production --scan-every 6h',
    'ingot account add azure hpc --subscription 00000000-0000-0000-0000-000000000000 --region eastus,westeurope',
    'ingot account add gcp research --project research-images --secret-file key.json',
    'ingot account add openstack cloud --auth-url https://keystone.example:5000/v3 --username ingot --project images --secret-file password.txt',
    'ingot account add registry site --server registry.corp.example:5000 --repositories team/app',
  ],
  operations: ['addAccount'],
  declare: (command) =>
    settingFlags(
      secretFlags(
        writeFlags(
          command
            .addArgument(new Argument('<provider>', 'kind of account').choices(accountProviders))
            .argument('<name>', 'name of the account'),
        )
          .option(
            '--region <name>',
            'only these regions, with commas or repeated (default: all)',
            collectList,
          )
          .option('--scan-every <time>', 'how often a server scans it: 6h, 1d', durationInSeconds),
      ),
    ),
  async run(session, options, [provider, account]) {
    const settings = settingsOf(provider, options, session.io.folder)
    const secret = await readSecret(session, options)
    const client = await session.client()
    const answer = await client.addAccount({
      params: { account },
      query: writeQuery(options),
      body: { settings, regions: options.region, scanEvery: options.scanEvery, secret },
    })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => accountTable([answer.account]),
      names: () => [answer.account.name],
    })
    return exitStatus.yes
  },
})
