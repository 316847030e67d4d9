import { describe, expect, it } from 'vitest'
import { facts, hardened, newer, plan, refusedStep, step } from '../../testing/cdp-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const line = 'catalog switch datahub/etl --to our-images'

describe('catalog switch', () => {
  it('shows what would happen to each consumer, and the command that does it', async () => {
    const { status, out, calls } = await runLine(line, { switchCatalog: plan })

    expect(status).toBe(0)
    expect(calls[0]?.body).toEqual({ consumers: ['datahub/etl'], catalog: 'our-images' })
    expect(out).toBe(
      [
        'datahub/etl in us-west-1',
        `  from  ${facts.name}@${facts.version} (${facts.id}) of cdp-default → ami-0123456789abcdef0`,
        `  to    ${facts.name}@${facts.version} (${hardened.id}) of our-images → ami-0123456789abcdef1: derives from the present image`,
        '  upgrades: 1 candidate before, 0 after; 0 gained, 1 lost',
        `    - ${newer.name}@${newer.version} (${newer.id})`,
        '  no longer covered: us-west-2',
        '  cannot be taken back: The parcels come from another place',
        '  warning[FEWER_REGIONS] It is in fewer regions',
        '',
        'Plan 3f9c61d2: nothing is changed yet. It holds while the ledger is at revision 7; apply it with',
        '  ingot catalog switch datahub/etl --to our-images --apply 3f9c61d2',
        '',
      ].join('\n'),
    )
  })

  it('is a no where one consumer cannot be switched, and offers nothing to apply', async () => {
    const { status, out } = await runLine(line, { switchCatalog: { ...plan, steps: [step, refusedStep] } })

    expect(status).toBe(1)
    expect(out).toContain(
      '  refused[NO_FITTING_IMAGE] No image there derives from it\n  help: Publish one for aws\n',
    )
    expect(out).not.toContain('--apply')
  })

  it('applies the plan that is named', async () => {
    const { status, out, calls } = await runLine(`${line} --apply 3f9c61d2 --reason Hardened`, {
      switchCatalog: { ...plan, applied: true },
    })

    expect(status).toBe(0)
    expect(calls[0]).toEqual({
      operation: 'switchCatalog',
      path: '/v1/switch?reason=Hardened',
      body: { consumers: ['datahub/etl'], catalog: 'our-images', plan: '3f9c61d2' },
    })
    expect(out).toContain('Switched 1 consumer to our-images as of revision 7; no machine was touched\n')
  })

  it.each([
    ['the plan', false, '3f9c61d2\n'],
    ['the consumers that were switched', true, 'datahub/etl\n'],
  ])('prints %s with -o name', async (_what, applied, expected) => {
    const { out } = await runLine(`${line} -o name`, { switchCatalog: { ...plan, applied } })

    expect(out).toBe(expected)
  })

  it('repeats the command line for the same place, with names as a shell needs them', async () => {
    const { out } = await runLine(
      ['catalog', 'switch', "it's one", '--to', 'c', '--db', 'my ledger.db', '--plan'],
      { switchCatalog: plan },
    )
    const name = String.raw`'it'\''s one'`

    expect(out).toContain(`  ingot catalog switch ${name} --to c --apply 3f9c61d2 --db 'my ledger.db'\n`)
  })

  it('counts upgrades beyond the first ten', async () => {
    const lost = Array.from({ length: 32 }, () => newer)
    const { out } = await runLine(line, { switchCatalog: { ...plan, steps: [{ ...step, lost }] } })

    expect(out.match(/^ {4}- /gm)?.length).toBe(10)
    expect(out).toContain('    … and 22 more\n')
  })
})
