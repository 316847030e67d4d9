export { defaultDriftPolicy } from './resolve/drift.ts'
export { warnings, type WarningCode } from './resolve/warnings.ts'
export * from './resolve/resolve.ts'
export { describeList } from './resolve/describe.ts'
export { refusal, refusals, type RefusalCode } from './resolve/refusals.ts'
export { directKind, resolveDirect, type DirectRequest } from './resolve/direct.ts'
export * from './resolve/coverage.ts'
export * from './log/differences.ts'
export * from './image/validate-image.ts'
export * from './image/provider.ts'
export * from './image/location.ts'
export * from './image/lifecycle.ts'
export * from './image/image-reference.ts'
export * from './image/image-id.ts'
export * from './image/array-source.ts'
export * from './catalog/search-order.ts'
export * from './catalog/plan-images.ts'
export * from './catalog/plan-mirror.ts'
export * from './log/is-same-json.ts'
export * from './catalog/image-conflicts.ts'
export * from './catalog/cyclecloud-default.ts'
export * from './image/source.ts'
export * from './version/bump.ts'
export * from './version/compare.ts'
export * from './version/range.ts'
export {
  parseVersion,
  versionFault,
  versionLimit,
  type Version,
  type VersionPart,
} from './version/version.ts'
export * from './cyclecloud/template/evaluate-template.ts'
export * from './cyclecloud/template/evaluated.ts'
export { faultCodes } from './cyclecloud/template/fault-code.ts'
export * from './cyclecloud/template/format-template.ts'
export * from './cyclecloud/template/parameter-file.ts'
export type { ParameterValues } from './cyclecloud/template/parameters.ts'
export * from './cyclecloud/template/parse-template.ts'
export * from './cyclecloud/template/template.ts'
export * from './cyclecloud/resolution/image-state.ts'
export * from './cyclecloud/resolution/public-parameters.ts'
export * from './cyclecloud/resolution/resolve-template.ts'
export * from './lock/make-lock.ts'
export * from './lock/parse-lock.ts'
export * from './lock/update-lock.ts'
export * from './lock/verify-lock.ts'
export type { LintContext } from './cyclecloud/template/lint/lint.ts'
export * from './cyclecloud/template/lint/lint-template.ts'
export { lints } from './cyclecloud/template/lint/lints.ts'
export { printValue } from './cyclecloud/expression/print.ts'
export * from './cyclecloud/record/from-image.ts'
export * from './cyclecloud/record/parse-json-records.ts'
export * from './cyclecloud/record/parse-records.ts'
export * from './cyclecloud/record/print-records.ts'
export type { SourceRecord } from './cyclecloud/record/source-record.ts'
export * from './cyclecloud/record/to-images.ts'
export { evaluate, EMPTY_SCOPE, type Scope } from './cyclecloud/expression/evaluate.ts'
export * from './cyclecloud/expression/expression.ts'
export { expressionFunctions } from './cyclecloud/expression/functions/table.ts'
export { parseExpression, type ParsedExpression, type ParseOptions } from './cyclecloud/expression/parse.ts'
export { printExpression } from './cyclecloud/expression/print.ts'
export type { Value } from './cyclecloud/expression/value.ts'
export { cloudbreakTraits } from './cdp/cloudbreak/traits.ts'
export * from './cdp/cloudbreak/created-at.ts'
export * from './cdp/cloudbreak/image-facts.ts'
export { readEntry, type Entry, type EntryStack } from './cdp/cloudbreak/read-entry.ts'
export * from './cdp/cloudbreak/parse-cloudbreak.ts'
export * from './cdp/cloudbreak/print-cloudbreak.ts'
export { effectiveImage } from './cdp/derivation/effective-image.ts'
export { effectiveFields } from './cdp/derivation/effective-fields.ts'
export { imageDifferences } from './cdp/derivation/image-differences.ts'
export { regionCover } from './cdp/derivation/region-cover.ts'
export { referenceFaults } from './cdp/derivation/reference-faults.ts'
export type { CatalogContent } from './cdp/selection/catalog-content.ts'
export { chooseConsumerImage } from './cdp/selection/choose-consumer-image.ts'
export type { ConsumerImageRequest } from './cdp/selection/consumer-question.ts'
export { defaultImageIds } from './cdp/selection/default-image-ids.ts'
export { findDefaultImage, type DefaultImageRequest } from './cdp/selection/find-default-image.ts'
export { regionReference, regionTest } from './cdp/selection/region-reference.ts'
export type { DerivationContext, DerivationRequest } from './cdp/derivation/derivation-request.ts'
export { planDerivation, type PlannedDerivation } from './cdp/derivation/plan-derivation.ts'
export { lineageOf } from './cdp/derivation/lineage.ts'
export { newerSources, type DerivedPair } from './cdp/derivation/newer-sources.ts'
export { chooseUpgrade, type UpgradeChoice } from './cdp/upgrade/choose-upgrade.ts'
export type { UpgradeDropCode } from './cdp/upgrade/drop.ts'
export { listUpgrades } from './cdp/upgrade/list-upgrades.ts'
export type { UpgradeRequest } from './cdp/upgrade/upgrade-request.ts'
export { planSwitchStep } from './cdp/switch/plan-switch-step.ts'
export type { SwitchInput } from './cdp/switch/seat.ts'
export { digestFault, digestOf, isDigest } from './oci/digest.ts'
export type { OciDescriptor } from './oci/descriptor.ts'
export {
  isImageConfigMediaType,
  isIndexMediaType,
  isManifestMediaType,
  manifestMediaTypes,
  mediaTypeOf,
} from './oci/media-types.ts'
export type { OciImage, OciLayer, OciPlatformImage } from './oci/oci-image.ts'
export { parseImageConfig } from './oci/parse-image-config.ts'
export {
  parseImageReference,
  repositoryFault,
  tagFault,
  toReference,
  type OciReference,
  type OciRepository,
} from './oci/parse-image-reference.ts'
export { parseManifest, type OciImageManifest, type OciIndex } from './oci/parse-manifest.ts'
export { parsePlatform, platformText, type OciPlatform } from './oci/platform.ts'
export { apiHost, dockerHub } from './oci/registry-host.ts'
export { serverOf, type CredentialServer } from './oci/server-of.ts'
export { toPlatformImage } from './oci/to-platform-image.ts'
export { identityKey } from './runtime/metadata/identity-key.ts'
export { readMetadata } from './runtime/metadata/read-metadata.ts'
export { runtimeTraits } from './runtime/metadata/runtime-traits.ts'
export { runtimeName, runtimeVersion } from './runtime/metadata/runtime-name.ts'
export { imageFindings } from './runtime/rules/image-findings.ts'
export { runtimeFindings } from './runtime/rules/runtime-findings.ts'
export { runtimeRules } from './runtime/rules/runtime-rules.ts'
export type { RuntimeSubject } from './runtime/rules/runtime-subject.ts'
export { nearestName } from './text/nearest-name.ts'
export type { RuleDescription } from './runtime/rule-description.ts'
export type { BaseEvidence, PlatformEvidence } from './runtime/base/base-evidence.ts'
export { proveBase } from './runtime/base/prove-base.ts'
export { snapshotsOf } from './runtime/base/snapshots-of.ts'
export type { ContentEntry, EntryType, LayerFold, MissingContent } from './runtime/content/content-entry.ts'
export type { ContentFacts } from './runtime/content/content-facts.ts'
export { contentFindings } from './runtime/content/content-findings.ts'
export { ContentFold, type FoldOptions } from './runtime/content/content-fold.ts'
export { contentRules } from './runtime/content/content-rules.ts'
export type { ContentContext } from './runtime/content/content-subject.ts'
export { layerFinding, type LayerFault } from './runtime/content/layer-finding.ts'
export { pickRuntime, type PickOptions } from './runtime/pick/pick-runtime.ts'
export {
  prepareRuntimes,
  runtimesInOrder,
  type PickableRuntime,
  type RuntimeIndex,
} from './runtime/pick/prepare-runtimes.ts'
export { parseAmp } from './runtime/amp/parse-amp.ts'
export {
  parseRepoFile,
  type ParsedRepoFile,
  type ReadRepoEntry,
} from './runtime/repo-file/parse-repo-file.ts'
export { planRuntimeMirror, type RuntimeMirrorPlan } from './runtime/repo-file/plan-runtime-mirror.ts'
export { parseRewrites, rewriteHosts, type HostRewrite } from './runtime/repo-file/rewrite-hosts.ts'
export { printRepoFile, repoFileOf } from './runtime/repo-file/print-repo-file.ts'
export { compareLabels } from './runtime/repo-file/compare-labels.ts'
export { metadataOfEntry, pinnedIdentifier, repoEntryOf } from './runtime/repo-file/repo-entry-of.ts'
export { planRepoSync, type RepoSyncPlan } from './runtime/repo-file/plan-repo-sync.ts'
export { dockerfileRules } from './runtime/dockerfile/dockerfile-rules.ts'
export { lintDockerfile } from './runtime/dockerfile/lint-dockerfile.ts'
export { addonFaults } from './runtime/addon/addon-faults.ts'
export { parseAddonFile, type ReadAddon } from './runtime/addon/parse-addon-file.ts'
export { parseCustomAddon } from './runtime/addon/parse-custom-addon.ts'
export { versionFlagFaults } from './add/added-version.ts'
export { planImageAdd, type ImageAddPlan, type ImageAddSite } from './add/plan-image-add.ts'
export { indexInPlace, toldArchitectures } from './image/artifact-place.ts'
export { differInBytes } from './image/digest.ts'
export { acceptFindings } from './scan/accept-findings.ts'
export { acknowledgeImages, withoutAcknowledged } from './scan/acknowledged.ts'
export {
  mayHave,
  placedReferences,
  referenceKey,
  registeredArtifacts,
  type Registered,
} from './scan/registered.ts'
export { scanFindings, type ScanResult } from './scan/scan-findings.ts'
export { seenIndex, type SeenAccount } from './scan/seen-account.ts'
export { replacementFaults } from './retire/replacement-faults.ts'
export {
  consumerOutcomes,
  locationOutcomes,
  lockOutcomes,
  naturalReplacement,
  type Retirement,
} from './retire/scaling-outcomes.ts'
export { artifactOf } from './add/merge-artifacts.ts'
export { exportFormats } from './export/export-formats.ts'
export { resolveEntries } from './export/resolve-entries.ts'
export { parsePackerManifest } from './packer/parse-manifest.ts'
export { planPackerImage } from './packer/plan-packer-image.ts'
export { nodeBootWarnings } from './cyclecloud/resolution/node-boot.ts'
export { machineFamilies, machineSources, machineTableDate } from './boot/machine-families.ts'
