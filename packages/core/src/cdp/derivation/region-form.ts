/** What the regions of one cloud look like. Clouds get new regions, so no list of them would stay whole. */
export interface RegionForm {
  /** The cloud as people write it: `AWS`. */
  readonly cloud: string
  /** What a region is, to be read after `Expected`. */
  readonly expected: string
  /** Whether a text of at most 255 units may be a region of this cloud; its case does not count. */
  fits(text: string): boolean
  /** What is likely wrong with a text that is none, as a clause; `undefined` where nothing is known. */
  slip(text: string): string | undefined
}

const awsRegion: RegionForm = {
  cloud: 'AWS',
  expected: 'a region of AWS such as us-west-2',
  fits: (text) => /^(?:[a-z]{2}|eusc)(?:-[a-z]{2,12}){1,2}-\d{1,2}$/i.test(text),
  slip: (text) => zoneSlip(text, /^(?<region>[a-z-]+-\d{1,2})-?[a-z]$/i),
}

/** Azure writes its regions with spaces for people and without for machines, never with hyphens. */
const azureRegion: RegionForm = {
  cloud: 'Azure',
  expected: 'a region of Azure such as West US 2 or westus2',
  fits: (text) => /^[a-z]{2,}\d{0,2}$/i.test(text) || isDisplayName(text),
  slip: (text) =>
    /^[a-z]+(?:-[a-z0-9]+)+$/i.test(text) && isDisplayName(text.replaceAll('-', ' '))
      ? 'regions of Azure have no hyphens'
      : undefined,
}

const gcpRegion: RegionForm = {
  cloud: 'GCP',
  expected: 'a region of GCP such as us-west1',
  fits: (text) => /^[a-z]{2,16}-[a-z]{2,16}\d{1,2}$/i.test(text),
  slip: (text) => zoneSlip(text, /^(?<region>[a-z]+-[a-z]+\d{1,2})-[a-z]$/i),
}

/** The forms by the one name of each provider. */
export const regionForms: ReadonlyMap<string, RegionForm> = new Map([
  ['aws', awsRegion],
  ['azure', azureRegion],
  ['gcp', gcpRegion],
])

function isDisplayName(text: string): boolean {
  const words = text.split(' ')
  const isWord = (word: string) => /^[a-z]+\d{0,2}$|^\d{1,2}$/i.test(word)
  return words.length <= 5 && /^[a-z]{2}/i.test(text) && words.every(isWord)
}

function zoneSlip(text: string, zone: RegExp): string | undefined {
  const region = zone.exec(text)?.groups?.['region']
  return region === undefined ? undefined : `that is a zone; its region is ${region}`
}
