/** What a source is called in sentences. */
export interface SourceWords {
  /** With its article: `a catalog`. */
  readonly one: string
  readonly many: string
  /** In the texts that Cloudbreak has for its failures. */
  readonly noun: string
}

/** The sources that Cloudbreak knows. */
export const catalogWords: SourceWords = { one: 'a catalog', many: 'image catalogs', noun: 'image catalog' }
