import { readJsonValue, type JsonLimits } from '../../json/read-json-value.ts'
import type { CatalogFaults } from './catalog-faults.ts'

/** The longest catalog that is read, in UTF-16 units: the limit that Cloudbreak has. */
const LONGEST = 8 * 1024 * 1024

const limits: JsonLimits = {
  longest: LONGEST,
  tooLarge: (length) =>
    `The catalog has ${length} characters: at most ${LONGEST} are read, take images out of it`,
  notJson: "The file on the specified URL couldn't be parsed as JSON!",
}

/** The value of a JSON text that is to be a catalog; `undefined` where it is not read (`readJsonValue`). */
export function readJsonText(text: string, faults: CatalogFaults): unknown {
  return readJsonValue(text, limits, faults)
}
