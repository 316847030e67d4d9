import { expect } from 'vitest'

/** What is documented of the details of an image, with the right types, and what Ingot says more. */
export const anyDetails = {
  registry: expect.any(String),
  editor: expect.any(String),
  kernel: expect.any(String),
  edition: expect.any(String),
  version: expect.any(String),
  maintenance_version: expect.any(Number),
  description: expect.any(String),
  image_identifier: expect.any(String),
  digest: expect.any(String),
  base_proof: expect.any(String),
  findings: expect.any(Array),
}
