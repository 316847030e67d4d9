import { describe, expect, it } from 'vitest'
import { contentFindings } from './content-findings.ts'
import { ContentStore } from './content-store.ts'
import { FileTree } from './file-tree.ts'
import { file, folded, operatingSystem, runtimeContext, symlink, type SampleEntry } from './sample-content.ts'

/** What work took, in ms. What is bounded here would take minutes to days if it were not. */
function timed(work: () => void): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

const deep = (depth: number) => 'd/'.repeat(depth)
const long = `${'x'.repeat(200)}/`.repeat(19)

describe('layers that mean harm', () => {
  it('are followed through as many directories as images have, whatever is hidden on the way', () => {
    const entries = Array.from({ length: 100 }, (_, index) =>
      file(`${index % 2}${'x'.repeat(30)}/${`${'y'.repeat(30)}/`.repeat(120)}f`),
    )
    const opaque = file('0/.wh..wh..opq')

    expect(timed(() => folded([[opaque], [opaque, ...entries]]))).toBeLessThan(5000)
  })

  it('end the scan where a path is in more directories', () => {
    expect(folded([[file(`${deep(128)}f`)]]).overflow).toBeUndefined()
    expect(folded([[file(`${deep(129)}f`)]]).overflow).toBe('a path in more than 128 directories')
    expect(folded([[file(`${deep(2000)}f`)]]).overflow).toBe('a path in more than 128 directories')
  })

  it('make no links longer than Linux does', () => {
    const fold = folded([[symlink('l', deep(500_000)), symlink('m', 'x'.repeat(4096)), file('l/f')]])

    expect(fold.facts(true).oddities).toMatchObject([{ code: 'layerPathTooLong', path: deep(150) }])
    expect(fold.facts(true).find('l/f')).toMatchObject({ type: 'file' })
  })

  it('lead nowhere through links that take more steps than any image needs', () => {
    const chain = Array.from({ length: 30 }, (_, index) =>
      symlink(`l${index}`, `${'a/../'.repeat(800)}l${index + 1}`),
    )
    const fold = folded([[...chain, file('l30'), file('a/b'), symlink('short', 'l30')]])

    expect(fold.facts(true).find('short')).toMatchObject({ path: 'l30' })
    expect(timed(() => expect(fold.facts(true).find('l0')).toBeUndefined())).toBeLessThan(1000)
  })

  it.each([
    ['variables', { ML_RUNTIME_JUPYTER_KERNEL_NAME: 'a/'.repeat(1_000_000) }],
    ['directories of PATH', { PATH: '/a:'.repeat(500_000) }],
    ['directories of Jupyter', { JUPYTER_PATH: 'a:'.repeat(500_000) }],
  ])('are not looked for by endless %s', (_, env) => {
    const facts = folded([operatingSystem, kernelspecs]).facts(true)
    const context = { ...runtimeContext, env: { ...runtimeContext.env, ...env }, workingDir: '/' }

    expect(timed(() => contentFindings(facts, context))).toBeLessThan(5000)
  })

  it('do not fill the memory with long whiteouts', () => {
    const tree = new FileTree(0, { paths: 100, links: 100, linkText: 20_000 })
    for (let index = 0; index < 5; index += 1) tree.remove(`${index}${long}`, 1)
    expect(tree.overflow).toBeUndefined()

    tree.remove(`5${long}`, 1)
    expect(tree.overflow).toBe('links and whiteouts of more than 20000 characters')
  })

  it('do not fill the memory with empty files of long names', () => {
    const store = new ContentStore(10_000)
    const empty = { bytes: new Uint8Array(0), isCut: false }
    for (let index = 0; index < 4; index += 1) {
      expect(store.hasRoom(`${index}${'x'.repeat(2000)}`, 0)).toBe(true)
      store.keep({ layer: 0, path: `${index}${'x'.repeat(2000)}` }, empty)
    }

    expect(store.hasRoom(`4${'x'.repeat(2000)}`, 0)).toBe(false)
    expect(store.hasRoom('short', 0)).toBe(true)
  })
})

/** Two hundred kernelspecs of one name, none where Jupyter looks, beside many kernel gateways. */
const kernelspecs: readonly SampleEntry[] = [
  ...Array.from({ length: 200 }, (_, index) => file(`d${index}/kernels/python3/kernel.json`, '{}')),
  ...Array.from({ length: 50 }, (_, index) =>
    file(`z${index}/lib/python3.10/site-packages/jupyter_kernel_gateway-1.dist-info/METADATA`),
  ),
]
