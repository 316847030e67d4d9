/** An image of the Marketplace; without a version the latest one. */
export interface MarketplaceUrn {
  readonly publisher: string
  readonly offer: string
  readonly sku: string
  readonly version?: string
}

const part = /^(?!\.+$)[\w.-]{1,128}$/

/** Reads `publisher:offer:sku:version`; absent where a text is none. */
export function parseUrn(text: string): MarketplaceUrn | undefined {
  const parts = text.split(':')
  const [publisher = '', offer = '', sku = '', version = ''] = parts
  if (parts.length !== 4 || !parts.every((each) => part.test(each))) return undefined
  return { publisher, offer, sku, ...(version.toLowerCase() === 'latest' ? {} : { version }) }
}

/** Writes a URN. */
export function urnText({ publisher, offer, sku, version = 'latest' }: MarketplaceUrn): string {
  return [publisher, offer, sku, version].join(':')
}
