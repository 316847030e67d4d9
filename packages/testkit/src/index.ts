export { ledgerSuite } from './ledger-suite.ts'
export {
  bytesOf,
  contents,
  put,
  streamOf,
  useLedgers,
  type LedgerPlace,
  type Ledgers,
} from './ledger/ledgers.ts'
export { freePort, startPostgres, type PostgresSchema, type PostgresServer } from './postgres-server.ts'
export { findProgram, requireProgram } from './programs.ts'
export { describeWithPrograms } from './describe-with-programs.ts'
export { describeWithTestData, testData } from './test-data.ts'
export { bundleScript } from './bundle-script.ts'
export { crashTest, type CrashResult, type CrashTest } from './crash/crash-test.ts'
export { arbitraryOf, type Schema } from './arbitrary-of-schema.ts'
export { namedProgram } from './named-program.ts'
export {
  attach,
  attachByTag,
  buildArtifact,
  type ArtifactLayer,
  type ArtifactOptions,
} from './registry/attach.ts'
export { startFakeEc2, type FakeEc2, type FakeEc2Options } from './cloud/aws/fake-ec2.ts'
export { startFakeArm, type FakeArm, type FakeArmOptions } from './cloud/azure/fake-arm.ts'
export type { FakeVersion } from './cloud/azure/arm-content.ts'
export type { CloudFault, CloudSite } from './cloud/cloud-site.ts'
export { cloudSuite } from './cloud/cloud-suite.ts'
export { startFakeGce, type FakeGce, type FakeGceOptions } from './cloud/gcp/fake-gce.ts'
export {
  startFakeOpenStack,
  type FakeOpenStack,
  type FakeOpenStackOptions,
} from './cloud/openstack/fake-openstack.ts'
export { startGlance, type GlanceOptions, type GlanceServer } from './cloud/openstack/glance-server.ts'
export { digestOf, type BlobContent, type BlobFile } from './registry/blob-content.ts'
export {
  buildImage,
  recompressed,
  type BuiltImage,
  type HistoryStep,
  type ImageConfig,
  type ImageOptions,
} from './registry/build-image.ts'
export { attestationOf, buildIndex, type IndexEntry, type IndexOptions } from './registry/build-index.ts'
export { buildLayer, type BuiltLayer, type Compression, type LayerOptions } from './registry/build-layer.ts'
export { buildWithBuildah, type BuildahOptions } from './registry/buildah.ts'
export { descriptorOf, manifestOf, type BuiltManifest, type Descriptor } from './registry/built-image.ts'
export { makeCertificate, type ServerCertificate } from './registry/certificate.ts'
export {
  startDockerRegistry,
  type DockerRegistry,
  type DockerRegistryOptions,
} from './registry/docker-registry.ts'
export {
  startFakeRegistry,
  type FakeRegistry,
  type FakeRegistryOptions,
  type RegistryRequest,
} from './registry/fake-registry.ts'
export { generateLayer, type GenerateOptions } from './registry/generate-layer.ts'
export { mediaType } from './registry/media-type.ts'
export { mutatedJson } from './registry/mutated-json.ts'
export type { RegistryAuth } from './registry/registry-auth.ts'
export type { FaultTarget, RegistryFault } from './registry/registry-fault.ts'
export type { RegistryAccess } from './registry/registry-access.ts'
export { copyWithSkopeo, inspectWithSkopeo, type ImagePlace } from './registry/skopeo.ts'
export { tarOf, type TarEntry } from './registry/tar-writer.ts'
export { tinyBase } from './registry/tiny-base.ts'
export {
  makeFakeSigstore,
  type FakeCertificate,
  type FakeIdentity,
  type FakeSigstore,
  type FakeSigstoreOptions,
  type FakeTrustedRoot,
} from './sigstore/fake-sigstore.ts'
export {
  certifiedAnnotations,
  certifiedBundle,
  imageStatement,
  keyAnnotations,
  keyBundle,
  publicPem,
  simplePayload,
  type BundleJson,
} from './sigstore/signed-image.ts'
