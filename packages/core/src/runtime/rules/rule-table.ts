import {
  baseAnnotationContradicted,
  baseClaimedOnly,
  baseGenerationMismatch,
  baseNotAllowed,
  baseStale,
  baseUnknown,
  baseWithoutOwnLayers,
  metadataVersionUnlikeBase,
} from './base-rules.ts'
import { alreadyInCatalog, duplicateRuntimeVersion, tagMutable } from './catalog-rules.ts'
import { editionNotOverridden, editionReserved } from './edition-rules.ts'
import { envLabelMismatch, envMissing, labelMissing, notARuntime, unknownLabel } from './label-rules.ts'
import { notOverridable } from './override-rules.ts'
import {
  customEditorOnPbj,
  editorNameOnPbj,
  kernelGatewayCmdMissing,
  kernelNameMissing,
} from './pbj-rules.ts'
import { vendorProvenanceOnForeignBase, vendorProvenanceUnproven } from './provenance-rules.ts'
import type { RuntimeRule } from './runtime-rule.ts'
import {
  controlCharacters,
  kernelUnusual,
  placeholderValue,
  surroundingSpaces,
  valueTooLong,
  valueUnusual,
} from './value-rules.ts'
import {
  fullVersionInconsistent,
  maintenanceNotInteger,
  maintenanceZero,
  metadataVersionInvalid,
  shortVersionInvalid,
  shortVersionUnusual,
  versionInherited,
} from './version-rules.ts'

type RuleTable = Readonly<Record<string, RuntimeRule>>

/** Whether an image is a runtime at all. */
export const existenceRules: RuleTable = { notARuntime }

/** What is asked of the metadata of a runtime, in this order. Each is named by its code. */
export const metadataRules: RuleTable = {
  labelMissing,
  placeholderValue,
  valueTooLong,
  controlCharacters,
  surroundingSpaces,
  metadataVersionInvalid,
  shortVersionInvalid,
  maintenanceNotInteger,
  envLabelMismatch,
  notOverridable,
  editionReserved,
  editionNotOverridden,
  kernelGatewayCmdMissing,
  kernelNameMissing,
  vendorProvenanceOnForeignBase,
  vendorProvenanceUnproven,
  versionInherited,
  maintenanceZero,
  fullVersionInconsistent,
  customEditorOnPbj,
  editorNameOnPbj,
  valueUnusual,
  shortVersionUnusual,
  kernelUnusual,
  envMissing,
  unknownLabel,
}

/** What is asked of the proof of the base. */
export const baseRules: RuleTable = {
  baseNotAllowed,
  baseGenerationMismatch,
  baseClaimedOnly,
  baseUnknown,
  baseAnnotationContradicted,
  metadataVersionUnlikeBase,
  baseStale,
  baseWithoutOwnLayers,
}

/** What is asked of an image as a member of the catalog. */
export const catalogRules: RuleTable = { duplicateRuntimeVersion, alreadyInCatalog, tagMutable }
