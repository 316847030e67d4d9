import { describe, expect, it } from 'vitest'
import { ruleSources } from '../rule-sources.ts'
import { runtimeRules } from './runtime-rules.ts'

describe('runtimeRules', () => {
  it.each([
    ['duplicateRuntimeVersion', 'error'],
    ['notARuntime', 'error'],
    ['labelMissing:<field>', 'error'],
    ['metadataVersionInvalid', 'error'],
    ['maintenanceNotInteger', 'error'],
    ['maintenanceZero', 'warning'],
    ['envLabelMismatch:<field>', 'error'],
    ['editionReserved', 'error'],
    ['editionNotOverridden', 'error'],
    ['notOverridable:<field>', 'error'],
    ['fullVersionInconsistent', 'warning'],
    ['placeholderValue:<field>', 'error'],
    ['vendorProvenanceOnForeignBase', 'error'],
    ['kernelGatewayCmdMissing', 'error'],
    ['kernelNameMissing', 'error'],
    ['customEditorOnPbj', 'warning'],
    ['editorNameOnPbj', 'warning'],
    ['versionInherited', 'warning'],
    ['baseNotAllowed', 'error'],
    ['baseClaimedOnly', 'warning'],
    ['baseStale', 'info'],
    ['tagMutable', 'info'],
  ])('has %s as %s', (code, severity) => {
    expect(runtimeRules.filter((rule) => rule.code === code)).toMatchObject([{ severity }])
  })

  it('has every code once, with a line about it and a source', () => {
    const codes = runtimeRules.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    const sources = new Set<string>(Object.values(ruleSources))
    for (const { summary, source } of runtimeRules) {
      expect(summary).toMatch(/^[A-Z].*[^.]$/)
      expect(sources).toContain(source)
    }
  })
})
