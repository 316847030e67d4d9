import { describe, expect, it } from 'vitest'
import { applied, facts, listing, newer, noUpgrade } from '../../testing/cdp-answers.ts'
import { runLine } from '../../testing/run-line.ts'

describe('upgrade list', () => {
  it('shows the candidates, and counts what each filter dropped in the order of the filters', async () => {
    const { out } = await runLine('upgrade list etl', { listUpgrades: listing })

    expect(out).toMatch(
      /^ID +NAME +VERSION +CM +CREATED +DESCRIPTION\n85e571ef-\S+ +runtime-redhat8-aws +7\.2\.18/m,
    )
    expect(out).toContain('4 images looked at, 1 candidate, 3 dropped\n')
    expect(out.indexOf('ARCHITECTURE  2')).toBeGreaterThan(0)
    expect(out.indexOf('CURRENT       1')).toBeGreaterThan(out.indexOf('ARCHITECTURE  2'))
    expect(out).not.toContain('too')
  })

  it('shows every verdict with --all', async () => {
    const { out } = await runLine('upgrade list etl --all', { listUpgrades: listing })

    expect(out.match(/^(?:candidate|dropped) /gm)?.length).toBe(4)
  })

  it('asks for what the flags say', async () => {
    const flags = '--to i --lock-components --major-os --catalog c --archive-only --at 2026-01-31'
    const { calls } = await runLine(`upgrade list etl ${flags}`, { listUpgrades: listing })
    const query = new URLSearchParams(calls[0]?.path.split('?')[1])

    expect(Object.fromEntries(query)).toEqual({
      image: 'i',
      lockComponents: 'true',
      majorOs: 'true',
      catalog: 'c',
      archiveOnly: 'true',
      at: '2026-01-31T00:00:00.000Z',
    })
  })

  it('prints every verdict for a spreadsheet', async () => {
    const { out } = await runLine('upgrade list etl -o csv', { listUpgrades: listing })
    const lines = out.split('\r\n')

    expect(lines[0]).toMatch(/^verdict,filter,code,message,id,catalog,name,version/)
    expect(lines[1]).toContain(`candidate,,CANDIDATE,It is newer,${newer.id}`)
    expect(lines[2]).toContain(`dropped,2,CURRENT,It is the present image,${facts.id}`)
    expect(lines.length).toBe(6)
  })

  it('is a no where there is none, and says why', async () => {
    const { status, out } = await runLine('upgrade list etl', { listUpgrades: noUpgrade })

    expect(status).toBe(1)
    expect(out).toContain('\nThere are no other images available in the catalog.\n')
  })
})

describe('upgrade apply', () => {
  it('asks for the target, and says what is next', async () => {
    const { out, calls } = await runLine(
      'upgrade apply etl --runtime 7.2.18 --major-os --expect 7 --reason CVE',
      { applyUpgrade: applied },
    )

    expect(calls[0]).toEqual({
      operation: 'applyUpgrade',
      path: '/v1/consumers/etl/upgrade?reason=CVE&expect=7',
      body: { runtime: '7.2.18', majorOs: true },
    })
    expect(out).toBe(
      [
        'datahub/etl',
        `  from  ${facts.name}@${facts.version} (${facts.id}) of cdp-default`,
        `  to    ${newer.name}@${newer.version} (${newer.id}) of cdp-default → ami-0123456789abcdef2`,
        'next: Upgrade the cluster',
        '',
      ].join('\n'),
    )
  })
})
