import Type, { type Static } from 'typebox'
import { ImageReference } from './image.ts'
import { Location, Stamp } from './resolution.ts'
import { merge } from './merge.ts'

/** One cell of a coverage matrix: what the row gets in the location of the column. */
export const CoverageCell = Type.Object({
  covered: Type.Boolean(),
  location: Type.Optional(
    merge(
      Location,
      Type.Object({}, { description: 'Where a node starts that names its own region or account' }),
    ),
  ),
  reference: Type.Optional(Type.String()),
  version: Type.Optional(Type.String()),
  code: Type.Optional(Type.String()),
  message: Type.Optional(Type.String()),
})
export type CoverageCell = Static<typeof CoverageCell>

/** A matrix of rows (image versions, or nodes of a template) against locations. `gaps` counts uncovered cells. */
export const Coverage = merge(
  Stamp,
  Type.Object({
    locations: Type.Array(Location),
    rows: Type.Array(
      Type.Object({
        row: Type.String(),
        image: Type.Optional(ImageReference),
        cells: Type.Array(CoverageCell),
      }),
    ),
    gaps: Type.Integer({ minimum: 0 }),
  }),
)
export type Coverage = Static<typeof Coverage>
