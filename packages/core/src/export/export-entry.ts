import type { Artifact, ExportFile, Fault, Image, LifecycleState, Location, PlacePart } from '@ingot/contract'

import { describeLocation } from '../image/location.ts'

/** One answer that is exported: the image and the artifact that a node starts from at a place. */
export interface ExportEntry {
  readonly image: Image
  /** The revision that wrote the image as it is. */
  readonly revision: number
  readonly state: LifecycleState
  readonly artifact: Artifact
  /** Where it was resolved for, the provider by its one name. */
  readonly location: Location
}

/** What an emitter is given, with the revision and the moment (RFC 3339) of the answers. */
export interface ExportInput {
  readonly entries: readonly ExportEntry[]
  readonly revision: number
  readonly at: string
  /** What the places of an image are keyed by, where the format is a map of them; by region unless given. */
  readonly by?: readonly PlacePart[]
}

/** What an emitter makes; with an error among the faults the files are not to be used. */
export interface ExportOutput {
  readonly files: readonly Omit<ExportFile, 'mediaType'>[]
  readonly faults: readonly Fault[]
}

/** How a region or an account is called where any will do. */
export const anyPlace = 'any'

/** The region of an entry, `any` where its artifact fits all. */
export function regionOf({ location }: ExportEntry): string {
  return location.region ?? anyPlace
}

/** What a machine has to be to start from an entry, where that is known. */
export function architectureOf({ image, artifact }: ExportEntry): Artifact['architecture'] {
  return artifact.architecture ?? image.architecture
}

/** An image as sentences of this room write it. */
export function titleOf({ image }: ExportEntry): string {
  return `${image.name}@${image.version}`
}

/** Where an entry is, and for which machines, where that is known. */
export function placeTextOf(entry: ExportEntry): string {
  const architecture = architectureOf(entry)
  return `${describeLocation(entry.location)}${architecture === undefined ? '' : ` for ${architecture}`}`
}

/** An error about what an export cannot say. */
export function exportError(code: string, message: string): Fault {
  return { severity: 'error', code, message }
}

/** Something worth knowing about what an export left out. */
export function exportWarning(code: string, message: string): Fault {
  return { severity: 'warning', code, message }
}

/** A value as the text of a JSON file. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
