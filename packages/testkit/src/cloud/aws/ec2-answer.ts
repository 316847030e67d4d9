/** What a fake service of AWS answers. */
export interface AwsAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** The content of an XML element; arrays become `<item>` elements, and what is undefined is left out. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue }

/** An answer of EC2 (Amazon EC2 API Reference, "Query requests": structure of a response). */
export function ec2Answer(action: string, fields: { readonly [name: string]: XmlValue }): AwsAnswer {
  const content = xmlOf({ requestId: '59dbff89-35bd-4eac-99ed-be587EXAMPLE', ...fields })
  const root = `${action}Response`
  return { status: 200, body: `${head}<${root} xmlns="${namespace}">${content}</${root}>` }
}

/** A refusal of EC2 (Amazon EC2 API Reference, "Error codes": format of an error response). */
export function ec2Error(status: number, code: string, message: string): AwsAnswer {
  const error = xmlOf({ Errors: { Error: { Code: code, Message: message } }, RequestID: 'ea966190-EXAMPLE' })
  return { status, body: `${head}<Response>${error}</Response>` }
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/'

/** The elements of a value, without an element around them. */
export function xmlOf(value: XmlValue): string {
  if (value === undefined) return ''
  if (isList(value)) return value.map((each) => `<item>${xmlOf(each)}</item>`).join('')
  if (typeof value !== 'object') return escaped(String(value))
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `<${name}>${xmlOf(each)}</${name}>`)
    .join('')
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
