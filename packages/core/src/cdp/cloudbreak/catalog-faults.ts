import { collectJsonFaults, type JsonFaults } from '../../json/json-faults.ts'
import type { CloudbreakFaultCode } from './fault-code.ts'

/** Collects what is wrong with one catalog. */
export type CatalogFaults = JsonFaults<CloudbreakFaultCode>

/** An empty collection of faults. */
export function collectCatalogFaults(): CatalogFaults {
  return collectJsonFaults<CloudbreakFaultCode>()
}
