import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  addLine,
  copies,
  copySite,
  distributeLine,
  finishCopies,
  to,
  type CopySite,
} from './testing/copy-site.ts'

let site: CopySite

beforeAll(async () => {
  site = await copySite('account-distribution')
})
afterAll(() => site.close())

describe('work on clouds that is broken off', () => {
  it.concurrent.each([
    ['add-watched', ['--progress'], `${to} of the account "add-watched"`],
    ['add-unwatched', [], 'waiting for'],
  ])(
    'ends image add on SIGINT, %s, which waits for a region that hangs, and stores nothing',
    async (name, flags, waited) => {
      const cloud = await site.cloudNamed(name)
      cloud.fail('hang', to)

      const { child, ended } = await site.startUntil(cloud, 'DescribeImages', [...addLine(name), ...flags])
      child.kill('SIGINT')
      const { status, stdout, stderr } = await ended

      expect(stderr).toContain('error[INTERRUPTED]: Stopped while waiting for')
      expect(stderr).toContain(waited)
      expect(stderr).toContain('nothing was stored')
      expect(stderr).toContain('Run the same line again')
      expect(stdout).toBe('')
      expect(status).toBe(130)
      expect(await site.program.ingot(['image', 'show', name])).toMatchObject({ status: 1 })
      cloud.fail(undefined, to)
      expect(await site.program.ingot(addLine(name))).toMatchObject({ status: 0, stderr: '' })
    },
    45_000,
  )

  it.concurrent.each([
    ['copy-watched', ['--progress'], `Stopped while copying to ${to}`],
    ['copy-unwatched', [], 'Stopped while copying to'],
  ])(
    'goes on with the same copy after SIGINT: %s',
    async (name, flags, said) => {
      const cloud = await site.cloudNamed(name)
      await site.program.json(addLine(name))
      const before = await site.stored(name)

      const { child, ended } = await site.startUntil(cloud, 'DescribeImages', [
        ...distributeLine(name),
        ...flags,
      ])
      child.kill('SIGINT')
      const { status, stderr } = await ended

      expect(stderr).toContain(said)
      expect(stderr).toContain('Run the same line again to go on from there')
      expect(status).toBe(130)
      expect(await site.stored(name)).toEqual(before)
      finishCopies(cloud)
      await site.expectDone(name, cloud)
    },
    45_000,
  )

  it.concurrent('begins the copy once, where SIGINT came before the cloud had answered', async () => {
    const name = 'copy-unanswered'
    const cloud = await site.cloudNamed(name)
    await site.program.json(addLine(name))
    cloud.fail('hang', to)

    const { child, ended } = await site.startUntil(cloud, 'CopyImage', [
      ...distributeLine(name),
      '--progress',
    ])
    child.kill('SIGINT')

    expect(await ended).toMatchObject({ status: 130 })
    cloud.fail(undefined, to)
    expect(await site.program.ingot([...distributeLine(name), '--wait', '0s'])).toMatchObject({ status: 1 })
    finishCopies(cloud)
    await site.expectDone(name, cloud)
  }, 45_000)

  it.concurrent.each([
    ['expired', 'expired', '"ingot account add"'],
    ['forbidden', 'forbidden', 'grant the account the right'],
  ] as const)('goes on with the same copy where rights are %s meanwhile', async (what, fault, remedy) => {
    const name = `copy-${what}`
    const cloud = await site.cloudNamed(name)
    await site.program.json(addLine(name))

    const { ended } = await site.startUntil(cloud, 'DescribeImages', distributeLine(name))
    cloud.fail(fault, to)
    const { status, stdout } = await ended

    expect(stdout).toContain(`${to} of the account "${name}" (aws)`)
    expect(stdout).toContain(remedy)
    expect(status).toBe(1)
    cloud.fail(undefined, to)
    finishCopies(cloud)
    await site.expectDone(name, cloud)
  })

  it.concurrent('makes no second copy where every answer about the first was cut off', async () => {
    const name = 'copy-cut'
    const cloud = await site.cloudNamed(name)
    await site.program.json(addLine(name))
    cloud.fail('cut', to)

    const { status, stdout } = await site.program.ingot(distributeLine(name))

    expect(stdout).toContain(`${to} of the account "${name}" (aws)`)
    expect(status).toBe(1)
    cloud.fail(undefined, to)
    finishCopies(cloud)
    await site.expectDone(name, cloud)
  })

  it.concurrent('makes another copy where the first has failed', async () => {
    const name = 'copy-failed'
    const cloud = await site.cloudNamed(name)
    await site.program.json(addLine(name))

    const { ended } = await site.startUntil(cloud, 'DescribeImages', distributeLine(name))
    const [first] = copies(cloud)
    cloud.regions.get(to)!.change(first!.imageId, { imageState: 'failed' })
    const { status, stdout } = await ended

    expect(stdout).toContain(`The copy ${first!.imageId} is failed`)
    expect(status).toBe(1)
    expect(await site.program.ingot([...distributeLine(name), '--wait', '0s'])).toMatchObject({ status: 1 })
    expect(copies(cloud).map(({ imageState }) => imageState)).toEqual(['failed', 'pending'])
    cloud.regions.get(to)!.delete(first!.imageId)
    finishCopies(cloud)
    await site.expectDone(name, cloud)
  })

  it.concurrent('keeps others off for a moment after SIGKILL, and goes on then', async () => {
    const name = 'copy-killed'
    const cloud = await site.cloudNamed(name)
    await site.program.json(addLine(name))

    const { child, ended } = await site.startUntil(cloud, 'DescribeImages', distributeLine(name))
    child.kill('SIGKILL')
    expect(await ended).toMatchObject({ signal: 'SIGKILL' })
    finishCopies(cloud)
    const busy = await site.program.ingot(distributeLine(name))

    expect(busy.stderr).toContain('error[IMAGE_BUSY]')
    expect(busy.stderr).toContain('try again in half a minute')
    expect(busy.status).toBe(1)
    await vi.waitFor(async () => expect((await site.program.ingot(distributeLine(name))).status).toBe(0), {
      timeout: 40_000,
      interval: 3000,
    })
    await site.expectDone(name, cloud)
  })

  it.concurrent.each([
    ['server-term', 'SIGTERM', 'The server closes, and has stopped what it was at'],
    ['server-kill', 'SIGKILL', `The server has gone away while copying to ${to}`],
  ] as const)(
    'ends with its server, which goes on when it is back: %s',
    async (name, signal, said) => {
      const cloud = await site.cloudNamed(name)
      await site.program.json(addLine(name))
      const { key } = await site.program.json<{ key: string }>([
        'key',
        'create',
        name,
        '--role',
        'administrator',
      ])
      const server = await startServer(site.program)

      const line = [...distributeLine(name), '--url', server.url, '--key', key]
      const { ended } = await site.startUntil(cloud, 'DescribeImages', line)
      server.child.kill(signal)
      const { status, stderr } = await ended

      expect(stderr).toContain(`error[SERVER_GONE]: ${said}`)
      expect(stderr).toContain('Run the same line again')
      expect(status).toBe(3)
      await server.ended
      finishCopies(cloud)
      // Who was killed keeps others off for a moment; the test before tells of that.
      if (signal === 'SIGTERM') await site.expectDone(name, cloud)
    },
    60_000,
  )
})

async function startServer(program: CopySite['program']) {
  const running = program.start(['serve', '--port', '0', '--log-level', 'silent'])
  const url = await new Promise<string>((resolve) =>
    running.child.stdout!.on('data', (chunk: Buffer) => {
      const found = /http:\S+/.exec(chunk.toString())?.[0]
      if (found !== undefined) resolve(found)
    }),
  )
  return { ...running, url }
}
