import { describe, expect, it } from 'vitest'
import { envOf, labelsOf, type Values } from '../rules/sample-subject.ts'
import { runtimeFields } from './runtime-fields.ts'

const image = (labels: Values, env: Values = labels) => ({ labels: labelsOf(labels), env: envOf(env) })

describe('runtimeFields()', () => {
  it('shows label and variable of every field that the image says something of, in one order', () => {
    const own = image({ gbn: '7', kernel: 'R 4.3', edition: '' }, { kernel: 'R 4.4', editor: 'RStudio' })
    expect(runtimeFields(own)).toEqual([
      { field: 'editor', env: 'RStudio', origin: 'unknown' },
      { field: 'kernel', label: 'R 4.3', env: 'R 4.4', origin: 'unknown' },
      { field: 'gbn', label: '7', origin: 'unknown' },
    ])
  })

  it.each([
    ['the same label', { kernel: 'R 4.3' }, { kernel: 'R 4.3' }, 'inherited'],
    ['another label', { kernel: 'R 4.4' }, { kernel: 'R 4.3' }, 'own'],
    ['a label that the base has not', { kernel: 'R 4.3' }, {}, 'own'],
    ['a label that the base has empty', { kernel: 'R 4.3' }, { kernel: '' }, 'own'],
  ])('knows where %s comes from', (_what, own, base, origin) => {
    expect(runtimeFields(image(own), image(base)).map((field) => field.origin)).toEqual([origin])
  })

  it('goes by the label, also where the variable is another', () => {
    const base = image({ editor: 'JupyterLab' })
    expect(runtimeFields(image({ editor: 'JupyterLab' }, { editor: 'Other' }), base)).toEqual([
      { field: 'editor', label: 'JupyterLab', env: 'Other', origin: 'inherited' },
    ])
    expect(runtimeFields(image({}, { editor: 'JupyterLab' }), base)).toEqual([
      { field: 'editor', env: 'JupyterLab', origin: 'inherited' },
    ])
  })

  it('cuts what is longer than anyone reads', () => {
    const [field] = runtimeFields(image({ description: 'x'.repeat(100_000) }))
    expect(field?.label).toHaveLength(4096)
    expect(field?.env?.endsWith('x…')).toBe(true)
  })
})
