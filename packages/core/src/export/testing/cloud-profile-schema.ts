import Type, { type TSchema } from 'typebox'

const closed = { additionalProperties: false }
const Architecture = Type.Optional(Type.Enum(['amd64', 'arm64']))
const semantic = '^v?\\d+(\\.\\d+){0,2}(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$'

/** What each extension says of one version (types_cloudprofile.go of gardener-extension-provider-…, v1alpha1). */
const mapped: Readonly<Record<string, Readonly<Record<string, TSchema>>>> = {
  aws: { regions: Regions('ami') },
  openstack: { regions: Regions('id') },
  gcp: { image: Type.String({ minLength: 1 }), architecture: Architecture },
  azure: {
    urn: Type.Optional(Type.String({ pattern: '^[^:]+:[^:]+:[^:]+:[^:]+$' })),
    id: Type.Optional(Type.String({ pattern: '^/subscriptions/' })),
    communityGalleryImageID: Type.Optional(Type.String()),
    sharedGalleryImageID: Type.Optional(Type.String()),
    architecture: Architecture,
  },
}

function Regions(member: string) {
  const place = {
    name: Type.String({ minLength: 1 }),
    [member]: Type.String({ minLength: 1 }),
    architecture: Architecture,
  }
  return Type.Array(Type.Object(place, closed), { minItems: 1 })
}

/**
 * The part of a CloudProfile that is about images (gardener/gardener, pkg/apis/core/v1beta1/types_cloudprofile.go, and
 * ValidateMachineImages of pkg/api/core/validation/utils.go).
 */
export function CloudProfile(type: string) {
  const Version = Type.String({ pattern: semantic })
  const Name = Type.String({ pattern: '^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$', maxLength: 63 })
  const images = (version: Readonly<Record<string, TSchema>>) =>
    Type.Array(
      Type.Object(
        {
          name: Name,
          versions: Type.Array(Type.Object({ version: Version, ...version }, closed), { minItems: 1 }),
        },
        closed,
      ),
      { minItems: 1 },
    )
  return Type.Object({
    apiVersion: Type.Literal('core.gardener.cloud/v1beta1'),
    kind: Type.Literal('CloudProfile'),
    metadata: Type.Object({ name: Type.String() }, closed),
    spec: Type.Object(
      {
        type: Type.Literal(type),
        machineImages: images({
          classification: Type.Enum(['preview', 'supported', 'deprecated']),
          expirationDate: Type.Optional(Type.String({ format: 'date-time' })),
          architectures: Type.Array(Type.Enum(['amd64', 'arm64']), { minItems: 1 }),
        }),
        providerConfig: Type.Object(
          {
            apiVersion: Type.Literal(`${type}.provider.extensions.gardener.cloud/v1alpha1`),
            kind: Type.Literal('CloudProfileConfig'),
            machineImages: images(mapped[type]!),
          },
          closed,
        ),
      },
      closed,
    ),
  })
}
