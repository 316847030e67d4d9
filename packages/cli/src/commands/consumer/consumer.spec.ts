import { type Fault, IngotError } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import * as given from '../../testing/cdp-answers.ts'
import { runLine } from '../../testing/run-line.ts'

describe('consumer create', () => {
  it('hands on all that a new consumer is said to be', async () => {
    const place = '--provider aws --region us-west-1 --architecture arm64 --environment e --datalake d'
    const image = '--runtime 7.2.17 --os redhat8 --catalog c --image i'
    const { calls, err } = await runLine(`consumer create datahub etl ${place} ${image} --dry-run`, {
      createConsumer: { ...given.created, dryRun: true },
    })

    expect(calls[0]).toEqual({
      operation: 'createConsumer',
      path: '/v1/consumers?dryRun=true',
      body: {
        type: 'datahub',
        name: 'etl',
        provider: 'aws',
        region: 'us-west-1',
        architecture: 'arm64',
        environment: 'e',
        datalake: 'd',
        runtime: '7.2.17',
        os: 'redhat8',
        catalog: 'c',
        image: 'i',
      },
    })
    expect(err).toBe('Dry run: nothing was changed\n')
  })
})

describe('consumer mark', () => {
  it.each([
    ['--running Scaling', { running: 'Scaling' }],
    ['--idle', {}],
  ])('asks with %s', async (flag, body) => {
    const answer = { ...stamp, dryRun: false, consumer: given.consumerView }
    const { calls } = await runLine(`consumer mark etl ${flag}`, { markConsumer: answer })

    expect(calls[0]?.body).toEqual(body)
  })
})

describe('consumer list', () => {
  it('prints all columns for a spreadsheet', async () => {
    const { out } = await runLine('consumer list -o csv', {
      listConsumers: { ...stamp, consumers: [given.consumerView] },
    })

    expect(out).toBe(
      [
        'type,name,provider,region,architecture,catalog,image,running,id',
        `datahub,etl,aws,us-west-1,x86_64,cdp-default,${given.facts.id},Scaling,${given.consumer.id}`,
        '',
      ].join('\r\n'),
    )
  })

  it('says so where there is none', async () => {
    const { out } = await runLine('consumer list', { listConsumers: { ...stamp, consumers: [] } })

    expect(out).toBe('No consumers\n')
  })
})

describe('a deletion', () => {
  const fault: Fault = { severity: 'error', code: 'IN_USE', message: 'datahub/etl is on it' }

  it.each([
    ['catalog delete our-images', 'deleteCatalog', 'CATALOG_IN_USE'],
    ['image delete a', 'deleteImage', 'IMAGE_IN_USE'],
    ['consumer delete environment/prod', 'deleteConsumer', 'CONSUMER_IN_USE'],
  ] as const)('that `%s` is refused lists who stands against it', async (line, operation, code) => {
    const { status, err } = await runLine(line, {
      [operation]: new IngotError(code, 'One consumer uses it', { faults: [fault] }),
    })

    expect(status).toBe(1)
    expect(err).toContain(`error[${code}]: One consumer uses it\nerror[IN_USE]: datahub/etl is on it\n`)
  })

  it.each([
    ['catalog delete c', { deleteCatalog: { ...stamp, dryRun: false, catalog: 'c', images: 1 } }],
    ['image delete a', { deleteImage: { ...stamp, dryRun: false, image: given.facts } }],
    [
      'consumer delete etl',
      { deleteConsumer: { ...stamp, dryRun: false, consumer: given.consumerReference } },
    ],
  ])('of `%s` goes with force and a reason', async (line, answers) => {
    const { status, calls } = await runLine(`${line} --force --reason Over`, answers)

    expect(status).toBe(0)
    expect(calls[0]?.path).toContain('force=true')
    expect(calls[0]?.path).toContain('reason=Over')
  })
})
