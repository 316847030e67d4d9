/** What stands in every resource name (CRN) that this server gives: the account and the region of its control plane. */
export interface Site {
  readonly account: string
  readonly region: string
}
