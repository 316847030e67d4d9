import { describe, expect, it, vi } from 'vitest'
import { account, added, distributed, watchedLines } from '../../testing/account-cases.ts'
import { stamp } from '../../testing/answers.ts'
import { runLine } from '../../testing/run-line.ts'

const oneAccount = { addAccount: { ...stamp, dryRun: false, account } }

describe('account add', () => {
  it.each<[string, object]>([
    ['local lab --dir images', { settings: { provider: 'local', dir: '/nowhere/images' } }],
    [
      'local lab --dir /srv/images --region lab-1',
      {
        settings: { provider: 'local', dir: '/srv/images' },
        regions: ['lab-1'],
      },
    ],
    [
      'aws prod --profile prod --owners self,123',
      {
        settings: { provider: 'aws', profile: 'prod', owners: ['self', '123'] },
      },
    ],
    [
      'azure hpc --subscription 1 --cloud china --scan-every 1d',
      {
        settings: { provider: 'azure', subscription: '1', cloud: 'china' },
        scanEvery: 86_400,
      },
    ],
    [
      'registry site --server r.example --repositories a/b,c',
      {
        settings: { provider: 'registry', server: 'r.example', repositories: ['a/b', 'c'] },
      },
    ],
  ])('%s', async (words, body) => {
    const { status, calls } = await runLine(`account add ${words}`, oneAccount)

    expect(status).toBe(0)
    expect(calls).toMatchObject([{ operation: 'addAccount', body }])
  })

  it('takes the secret from standard input or the environment, without the line end', async () => {
    const line = 'account add aws prod --access-key-id AKIA'

    const piped = await runLine(`${line} --secret-stdin`, oneAccount, { stdin: 'hunter2\n' })
    const given = await runLine(line, oneAccount, { env: { INGOT_ACCOUNT_SECRET: 'hunter3' } })

    expect(piped.calls).toMatchObject([{ body: { secret: 'hunter2' } }])
    expect(given.calls).toMatchObject([{ body: { secret: 'hunter3' } }])
    expect(piped.out + piped.err + given.out + given.err).not.toMatch(/hunter/)
  })

  it.each([
    ['aws prod --subscription 1', '--subscription is not for aws'],
    ['azure hpc', 'An account of azure needs --subscription'],
    ['local lab --dir=', '--dir is empty'],
    ['aws prod --region=', 'Expected one or more, with commas, got nothing'],
    ['local lab --endpoint http://x', 'An account of local needs --dir; --endpoint is not for local'],
    ['local lab --dir x --secret-stdin --secret-file y', 'cannot be given together'],
  ])('refuses %s', async (words, message) => {
    const { status, err, calls } = await runLine(`account add ${words}`, oneAccount)

    expect(status).toBe(2)
    expect(err).toContain(message)
    expect(calls).toEqual([])
  })
})

const progress = {
  account: 'production',
  provider: 'aws',
  done: 3,
  total: 17,
  found: 2,
  failed: 1,
  waitingFor: 'us-east-1',
}

describe('image add', () => {
  it('asks what the flags say', async () => {
    const line =
      'image add --name n --label l --os linux --arch arm64 --bump-version minor --account a --account b ' +
      '--skip-account b --region r1,r2 --newest --timeout 5s --no-progress x y'

    const { calls } = await runLine(line, { addImage: added })

    expect(calls).toMatchObject([
      {
        body: {
          images: ['x', 'y'],
          name: 'n',
          label: 'l',
          os: 'linux',
          architecture: 'arm64',
          bumpVersion: 'minor',
          accounts: ['a', 'b'],
          skipAccounts: ['b'],
          regions: ['r1', 'r2'],
          newest: true,
          timeout: 5,
        },
      },
    ])
  })

  it('shows a line for each account on a terminal, and wipes them', async () => {
    const answers = { watchImageAdd: watchedLines(added, progress, { ...progress, account: 'dev' }) }

    const { err } = await runLine('image add golden', answers, { isTerminal: true })
    const quiet = await runLine('image add golden --no-progress', { addImage: added })

    expect(err).toContain('production (aws): 3 of 17 regions, 2 found, 1 failed … us-east-1\n')
    expect(err).toContain('\r\u{1b}[2A\u{1b}[J')
    expect(quiet.err).toBe('warning: The label is that of another image\n')
  })

  it('says where it was when it is stopped, and that nothing was stored', async () => {
    let stop = () => {}
    const stopped = new Promise<void>((resolve) => (stop = resolve))
    let hasEnded = false
    const first = Buffer.from(`${JSON.stringify({ progress })}\n`)
    const next = vi
      .fn<() => Promise<IteratorResult<Uint8Array>>>()
      .mockResolvedValueOnce({ done: false, value: first })
      .mockImplementation(() => {
        stop()
        return new Promise(() => undefined)
      })
    const end = async (): Promise<IteratorResult<Uint8Array>> => {
      hasEnded = true
      return { done: true, value: undefined }
    }
    const bytes = { [Symbol.asyncIterator]: () => ({ next, return: end }) }

    const line = 'image add golden --progress'
    const { status, err } = await runLine(line, { watchImageAdd: bytes }, { stopped })

    expect(status).toBe(130)
    expect(err).toContain(
      'error[INTERRUPTED]: Stopped while waiting for us-east-1 of the account "production"; nothing was stored\n',
    )
    expect(hasEnded).toBe(true)
  })
})

describe('image distribute', () => {
  it('wants a plan or its application, not both and not neither', async () => {
    for (const flags of ['', ' --plan --apply']) {
      const line = `image distribute our.base 1.0 --to r1 --no-progress${flags}`
      const { status, err } = await runLine(line, { distributeImage: distributed })

      expect(status).toBe(2)
      expect(err).toContain('Expected --plan or --apply')
    }
  })

  it('shows how far each place is on a terminal', async () => {
    const step = { ...distributed.steps[0], state: 'copying' }
    const answers = { watchDistribution: watchedLines(distributed, step) }

    const { err } = await runLine('image distribute our.base 1.0 --to r1 --apply', answers, {
      isTerminal: true,
    })

    expect(err).toContain('production eu-west-1: copying\n')
  })
})

describe('account policy', () => {
  it('sets nothing in the past', async () => {
    const { status, err, calls } = await runLine('account policy --at 3 --gone warn', {})

    expect([status, calls]).toEqual([2, []])
    expect(err).toContain('Leave out --at, or the verdicts.')
  })
})

describe('account scan', () => {
  it.each([
    ['--no-progress', undefined],
    ['--no-progress --accept', ['gone', 'deprecated', 'private', 'renamed', 'replaced', 'new-region']],
    ['--no-progress --accept unnamed,gone', ['unnamed', 'gone']],
  ])('%s accepts %j', async (flags, accept) => {
    const { calls } = await runLine(`account scan ${flags}`, {})

    expect(calls).toMatchObject([{ operation: 'scanAccounts', body: accept === undefined ? {} : { accept } }])
  })
})
