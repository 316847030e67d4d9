import { describe, expect, it } from 'vitest'
import { accessKey, privateKey } from '../../testing/cdp-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const answer = { ...accessKey, privateKey }

describe('access-key create', () => {
  it('prints a profile of credentials, and beside it what to do with it', async () => {
    const { out, err } = await runLine('access-key create --user ada', { createAccessKey: answer })

    expect(out).toBe(
      `[default]\ncdp_access_key_id = ${accessKey.accessKeyId}\ncdp_private_key = ${privateKey}\n`,
    )
    expect(err).toContain('The private key is not shown again')
    expect(err).toContain('~/.cdp/credentials')
  })

  it.each([
    ['-o json', `${JSON.stringify(answer, undefined, 2)}\n`],
    ['-o name', `${accessKey.accessKeyId}\n${privateKey}\n`],
  ])('prints with %s', async (flags, expected) => {
    const { out } = await runLine(`access-key create --user ada ${flags}`, { createAccessKey: answer })

    expect(out).toBe(expected)
  })

  it('hands a public key on, and shows no private one', async () => {
    const pem = '-----BEGIN PUBLIC KEY-----\n'
    const { out, err, calls } = await runLine(
      'access-key create --user ada --role reader --expires 2027-01-01 --public-key -',
      { createAccessKey: accessKey },
      { stdin: pem },
    )

    expect(calls[0]?.body).toEqual({
      user: 'ada',
      role: 'reader',
      expires: '2027-01-01T00:00:00.000Z',
      publicKey: pem,
    })
    expect(out).not.toContain('cdp_private_key')
    expect(err).toBe('')
  })

  it('says that a dry run made none', async () => {
    const { err, calls } = await runLine('access-key create --user ada --dry-run', {
      createAccessKey: accessKey,
    })

    expect(calls[0]?.path).toBe('/v1/access-keys?dryRun=true')
    expect(err).toBe('Dry run: nothing was changed\n')
  })
})
