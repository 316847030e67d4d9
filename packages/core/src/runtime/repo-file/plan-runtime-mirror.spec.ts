import { describe, expect, it } from 'vitest'
import { planRuntimeMirror } from './plan-runtime-mirror.ts'

const [one, two] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`]
const rewrites = [
  { from: 'docker.io', to: 'registry.example.com' },
  { from: 'a.b', to: 'registry.example.com' },
]

describe('planRuntimeMirror()', () => {
  it('lists copies by digest, and what has none', () => {
    const runtimes = [
      { id: '1', runtime: { identifier: 'docker.io/team/x:1', digest: one } },
      { id: '2', runtime: { identifier: 'a.b/never-read:1' } },
      { id: '3', runtime: { identifier: `a.b/y@${two}`, digest: two } },
      { id: '4', runtime: { identifier: `a.b/z:1@${two}` } },
      { id: '5', runtime: { identifier: 'c.d/z:1', digest: two } },
    ]
    expect(planRuntimeMirror(runtimes, rewrites)).toEqual({
      items: [
        { runtime: '1', from: `docker.io/team/x@${one}`, to: 'registry.example.com/team/x:1', digest: one },
        { runtime: '3', from: `a.b/y@${two}`, to: `registry.example.com/y@${two}`, digest: two },
        { runtime: '4', from: `a.b/z@${two}`, to: 'registry.example.com/z:1', digest: two },
        { runtime: '5', from: `c.d/z@${two}`, to: 'c.d/z:1', digest: two },
      ],
      unpinned: ['a.b/never-read:1'],
      faults: [],
    })
  })

  it('tells of copies that would overwrite each other, unless they are the same', () => {
    const at = (identifier: string, digest: string) => ({ id: identifier, runtime: { identifier, digest } })
    const { faults } = planRuntimeMirror([at('docker.io/x/y:1', one), at('a.b/x/y:1', two)], rewrites)

    expect(faults).toEqual([
      {
        severity: 'error',
        code: 'MIRROR_CONFLICT',
        message: `docker.io/x/y@${one} and a.b/x/y@${two} would both be copied to "registry.example.com/x/y:1": rewrite them to different places`,
      },
    ])
    expect(planRuntimeMirror([at('docker.io/x/y:1', one), at('a.b/x/y:1', one)], rewrites).faults).toEqual([])
  })
})
