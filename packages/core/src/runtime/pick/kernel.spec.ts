import { describe, expect, it } from 'vitest'
import { compareKernels, compareStandIns, parseKernel } from './kernel.ts'

describe('parseKernel()', () => {
  it.each([
    ['Python 3.10', 'Python', '3.10'],
    ['Python 3.9.10', 'Python', '3.9.10'],
    ['R 4.3', 'R', '4.3'],
    ['Agent Studio', 'Agent Studio', undefined],
    ['Conda', 'Conda', undefined],
    ['My Python  3', 'My Python', '3'],
    ['3.9', '3.9', undefined],
  ])('takes %s apart into %s and %s', (text, language, version) => {
    const kernel = parseKernel(text)
    expect([kernel.language, kernel.version?.text]).toEqual([language, version])
  })
})

function sorted(kernels: readonly string[], compare = compareKernels): string[] {
  return kernels
    .map(parseKernel)
    .toSorted(compare)
    .map(({ text }) => text)
}

describe('compareKernels()', () => {
  it('orders numbers as numbers, within languages', () => {
    const kernels = ['R 4.3', 'Python 3.10', 'Conda', 'Python', 'Python 3.9', 'Python 3.9.10', 'R 4.10']
    expect(sorted(kernels)).toEqual([
      'Conda',
      'Python',
      'Python 3.9',
      'Python 3.9.10',
      'Python 3.10',
      'R 4.3',
      'R 4.10',
    ])
  })
})

describe('compareStandIns()', () => {
  it('puts the next higher number before the next lower, and another language last', () => {
    const wanted = parseKernel('Python 3.9')
    const kernels = ['R 4.3', 'Python 3.7', 'Python 3.11', 'Python 3.8', 'Python 3.10', 'Python 3.9']
    expect(sorted(kernels, (a, b) => compareStandIns(wanted, a, b))).toEqual([
      'Python 3.9',
      'Python 3.10',
      'Python 3.11',
      'Python 3.8',
      'Python 3.7',
      'R 4.3',
    ])
  })
})
