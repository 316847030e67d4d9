import { describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { addon } from '../../testing/project-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const some = { ...stamp, dryRun: false, addons: [addon], faults: [] }
const name = addon.displayName

describe('addon add', () => {
  it('asks for one addon', async () => {
    const rest = '--status|DISABLED|--image|r.example/a:1|--path|/opt/a|--path|/opt/b'
    const line = `addon|add|${addon.identifier}|--component|Spark|--display-name|${name}|${rest}`
    const { calls } = await runLine(line.split('|'), { addAddons: some })

    const given = {
      identifier: addon.identifier,
      component: 'Spark',
      displayName: name,
      status: 'DISABLED',
      image: 'r.example/a:1',
      paths: ['/opt/a', '/opt/b'],
    }
    expect(calls).toEqual([{ operation: 'addAddons', path: '/v1/addons', body: { addons: [given] } }])
  })

  it('prints what is worth knowing beside it', async () => {
    const faults = [{ severity: 'warning', code: 'ADDON_ODD', message: 'It is odd' }]
    const { err, status } = await runLine('addon add a --component S --display-name S --dry-run', {
      addAddons: { ...some, dryRun: true, faults },
    })

    expect(err).toBe('Dry run: nothing was changed\nwarning[ADDON_ODD]: It is odd\n')
    expect(status).toBe(0)
  })

  it.each([
    ['addon add a --display-name S', "Required option '--component <name>' not specified"],
    ['addon add a --component S', "Required option '--display-name <name>' not specified"],
    ['addon add a --component S --display-name S --status GONE', 'Allowed choices are UNKNOWN, AVAILABLE'],
    ['addon status GONE a', 'Allowed choices are UNKNOWN, AVAILABLE'],
    ['addon status AVAILABLE', "Missing required argument 'addons'"],
  ])('exits 2 on `%s`', async (line, message) => {
    const { status, err } = await runLine(line)

    expect(status).toBe(2)
    expect(err).toContain(message)
  })
})

describe('addon list', () => {
  it('asks for what is wanted, and prints a row for each', async () => {
    const { out, calls } = await runLine('addon list --component Spark --status DEPRECATED --at 3', {
      listAddons: { ...stamp, addons: [addon] },
    })

    expect(out).toBe(
      [
        'COMPONENT  NAME                                 IDENTIFIER             STATUS      REASON',
        'Spark      Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1  spark351-1241-hotfix1  DEPRECATED  Use Spark 3.5.4',
        '',
      ].join('\n'),
    )
    const path = '/v1/addons?at=3&component=Spark&status=DEPRECATED'
    expect(calls).toEqual([{ operation: 'listAddons', path, body: undefined }])
  })

  it.each([
    ['', [], 'No addon fits\n'],
    [' -o name', [addon], 'spark351-1241-hotfix1\n'],
  ])('prints with `%s`', async (flag, addons, expected) => {
    expect((await runLine(`addon list${flag}`, { listAddons: { ...stamp, addons } })).out).toBe(expected)
  })

  it('shows what can be used in the colour of it', async () => {
    const statuses = ['AVAILABLE', 'UNKNOWN', 'DELETED']
    const addons = statuses.map((status) => ({ ...addon, status }))
    const { out } = await runLine('addon list', { listAddons: { ...stamp, addons } }, { isTerminal: true })

    expect(out).toContain('\u{1b}[32mAVAILABLE')
    expect(out).toContain('\u{1b}[33mUNKNOWN')
    expect(out).toContain('\u{1b}[31mDELETED')
  })
})

describe('addon status', () => {
  it('asks for all of them in one commit', async () => {
    const { calls, err } = await runLine('addon status DEPRECATED a b --reason Old --dry-run', {
      setAddonStatus: { ...stamp, dryRun: true, addons: [addon] },
    })

    const body = { addons: ['a', 'b'], status: 'DEPRECATED' }
    expect(calls).toEqual([
      { operation: 'setAddonStatus', path: '/v1/addons/status?reason=Old&dryRun=true', body },
    ])
    expect(err).toBe('Dry run: nothing was changed\n')
  })
})
