import Type from 'typebox'

const Tags = Type.Record(Type.String({ minLength: 1 }), Type.String({ minLength: 1 }), { maxProperties: 20 })
const closed = { additionalProperties: false }

/**
 * What the CRD of Karpenter says of a node class that is whole, as far as images are concerned
 * (aws/karpenter-provider-aws, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml, version v1). A term with an id has
 * nothing else, and without an alias `amiFamily` is required.
 */
export const NodeClass = Type.Object({
  apiVersion: Type.Literal('karpenter.k8s.aws/v1'),
  kind: Type.Literal('EC2NodeClass'),
  metadata: Type.Object(
    {
      name: Type.String({
        pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
        maxLength: 253,
      }),
      annotations: Type.Record(Type.String(), Type.String()),
    },
    closed,
  ),
  spec: Type.Object(
    {
      amiFamily: Type.Enum(['AL2', 'AL2023', 'Bottlerocket', 'Custom', 'Windows2019', 'Windows2022']),
      amiSelectorTerms: Type.Array(Type.Object({ id: Type.String({ pattern: 'ami-[0-9a-z]+' }) }, closed), {
        minItems: 1,
        maxItems: 30,
      }),
      role: Type.String({ minLength: 1 }),
      securityGroupSelectorTerms: Type.Array(Type.Object({ tags: Tags }, closed), {
        minItems: 1,
        maxItems: 30,
      }),
      subnetSelectorTerms: Type.Array(Type.Object({ tags: Tags }, closed), { minItems: 1, maxItems: 30 }),
    },
    closed,
  ),
})
