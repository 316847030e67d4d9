import type { Artifact, Image, ScanFinding, SeenImage } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { acceptFindings } from './accept-findings.ts'
import { account, artifact, at, before, image, scan, seen } from './sample-scan.ts'

describe('acceptFindings()', () => {
  const accept = (own: Image, clouds: SeenImage[]) => {
    const { findings, returned } = scan([own], account(clouds))
    const find = ({ reference, region }: ScanFinding) =>
      clouds.find((one) => one.reference === reference && one.region === region)
    const accepted = acceptFindings(own, findings, returned, find, at)
    return { accepted, again: scan([accepted], account(clouds)) }
  }

  it.each<[string, Partial<Artifact>, SeenImage[]]>([
    ['gone', {}, []],
    ['deprecated', {}, [seen({ deprecated: '2026-02-01T00:00:00.000Z' })]],
    ['renamed', {}, [seen({ name: 'silver' })]],
    ['replaced', {}, [seen(), seen({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' })]],
    ['replaced and gone', {}, [seen({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' })]],
    ['written over', { digest: 'sha256:a' }, [seen({ digest: 'sha256:b' })]],
    ['new region', {}, [seen(), seen({ region: 'eu-west-1', reference: 'ami-2' })]],
    [
      'replaced, and disabled',
      {},
      [seen({ state: 'disabled' }), seen({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' })],
    ],
    [
      'replaced, and deprecated',
      {},
      [
        seen({ deprecated: '2026-02-01T00:00:00.000Z' }),
        seen({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' }),
      ],
    ],
    ['private', { upstream: { name: 'golden', created: before, visibility: 'public' } }, [seen()]],
    [
      'renamed, with another reference',
      { digest: 'sha256:a', drift: { kind: 'gone', since: before, message: '' } },
      [seen({ reference: 'ami-2', name: 'silver', digest: 'sha256:a' })],
    ],
    ['back', { drift: { kind: 'gone', since: before, message: '' } }, [seen()]],
  ])('writes what is %s, and is not told of it again', (_, own, clouds) => {
    const { accepted, again } = accept(image([artifact(own)]), clouds)

    expect(accepted).not.toEqual(image([artifact(own)]))
    expect(again.findings).toEqual([])
    expect(again.returned).toEqual([])
  })

  it('says since when, and what took its place', () => {
    const newer = seen({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' })

    const { accepted } = accept(image([artifact()]), [newer])

    expect(accepted.artifacts[0]?.drift).toMatchObject({
      kind: 'gone',
      since: at.toISOString(),
      replacement: 'ami-2',
    })
  })

  it('follows what is called otherwise to its new reference', () => {
    const gone = { kind: 'gone' as const, since: before, message: '' }
    const there = seen({ reference: 'ami-2', name: 'silver', digest: 'sha256:a' })

    const { accepted } = accept(image([artifact({ digest: 'sha256:a', drift: gone })]), [there])

    expect(accepted.artifacts).toEqual([
      artifact({
        digest: 'sha256:a',
        reference: 'ami-2',
        upstream: { name: 'silver', created: before, visibility: 'private' },
      }),
    ])
  })

  it('forgets that a cloud called it deprecated', () => {
    const drift = { kind: 'deprecated' as const, since: before, message: '' }
    const own = artifact({ drift, upstream: { name: 'golden', deprecated: before } })

    expect(accept(image([own]), [seen()]).accepted.artifacts[0]?.upstream).toEqual({ name: 'golden' })
  })

  it('adds an artifact for a new region', () => {
    const there = seen({ region: 'eu-west-1', reference: 'ami-2' })

    expect(accept(image([artifact()]), [seen(), there]).accepted.artifacts[1]).toMatchObject({
      name: 'aws/prod/eu-west-1',
      region: 'eu-west-1',
      reference: 'ami-2',
    })
  })
})
