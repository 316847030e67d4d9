/** What can be wrong with a Cloudbreak catalog. The codes are stable; those with a sentence of Cloudbreak say which. */
export type CloudbreakFaultCode =
  | 'ALL_IMAGES_EMPTY' // Base and CDH images are empty or every items equals NULL
  | 'ARCHITECTURE_UNKNOWN'
  | 'CLOUDBREAK_VERSIONS_NULL' // Cloudbreak versions cannot be NULL
  | 'DATE_FORMAT'
  | 'DEFAULT_NOT_LISTED'
  | 'DUPLICATE_MEMBER'
  | 'DUPLICATE_UUID'
  | 'IMAGES_MISSING' // Images are missing from the image catalog.
  | 'IMAGES_NOT_LISTED' // Images with ids: … is not present in cdh-images block
  | 'JSON_EXPECTED'
  | 'MEMBER_FORBIDDEN'
  | 'MEMBER_MISSING'
  | 'MEMBER_TYPE'
  | 'NOT_A_CATALOG' // The JSON on the specified URL does not match structure expected for an Image Catalog!
  | 'NOT_JSON' // The file on the specified URL couldn't be parsed as JSON!
  | 'NO_ADVERTISED_IMAGE' // There should be at least one advertised image.
  | 'NUMBER_INEXACT'
  | 'NUMBER_RANGE'
  | 'TEXT_BLANK'
  | 'TEXT_INVALID'
  | 'TEXT_TOO_LONG'
  | 'TOO_DEEP'
  | 'TOO_LARGE'
  | 'TOO_MANY_FAULTS'
