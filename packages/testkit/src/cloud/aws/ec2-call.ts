import type { IncomingMessage } from 'node:http'

/** A request to a service of AWS, taken apart. */
export interface AwsCall {
  /** `DescribeImages`. */
  readonly action: string
  /** From the scope of its signature, as are the service and the access key. */
  readonly region: string
  readonly service: string
  readonly accessKeyId: string
  readonly sessionToken: string | undefined
  readonly parameters: URLSearchParams
}

/** Takes apart a form that is signed with Signature Version 4 (IAM User Guide, "Elements of a request signature"). */
export function readCall({ headers }: IncomingMessage, body: string): AwsCall {
  const { authorization = '', 'x-amz-security-token': token } = headers
  const scope = /Credential=(?<scope>[^,\s]+)/.exec(authorization)?.groups?.['scope'] ?? ''
  const [accessKeyId = '', , region = '', service = ''] = scope.split('/')
  const parameters = new URLSearchParams(body)
  return {
    action: parameters.get('Action') ?? '',
    region,
    service,
    accessKeyId,
    sessionToken: typeof token === 'string' ? token : undefined,
    parameters,
  }
}

/** The values of a list: `Owner.1`, `Owner.2`, … */
export function listed(parameters: URLSearchParams, name: string): string[] {
  const values: string[] = []
  for (let at = 1; parameters.has(`${name}.${at}`); at += 1)
    values.push(parameters.get(`${name}.${at}`) ?? '')
  return values
}

/** The filters of a question: `Filter.1.Name` with `Filter.1.Value.1`, … */
export function filtersOf(parameters: URLSearchParams): { name: string; values: string[] }[] {
  const filters: { name: string; values: string[] }[] = []
  for (let at = 1; parameters.has(`Filter.${at}.Name`); at += 1) {
    const name = parameters.get(`Filter.${at}.Name`) ?? ''
    filters.push({ name, values: listed(parameters, `Filter.${at}.Value`) })
  }
  return filters
}
