import type { AzureSettings } from '@ingot/contract'
import { CloudError } from '../cloud-error.ts'

/** Where one cloud of Azure is. */
export interface AzurePlace {
  /** Of Azure Resource Manager, without a slash at the end. */
  readonly endpoint: string
  /** Who gives tokens. */
  readonly authority: string
  /** Whom the tokens are for. */
  readonly scope: string
  /** Whether it is spoken to without TLS, which only a server on this machine may be. */
  readonly isPlain: boolean
}

/** Authorities and endpoints (Microsoft Learn, "Azure national clouds": authentication and resource manager endpoints). */
const clouds = {
  public: { manager: 'https://management.azure.com', authority: 'https://login.microsoftonline.com' },
  government: {
    manager: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
  },
  china: { manager: 'https://management.chinacloudapi.cn', authority: 'https://login.chinacloudapi.cn' },
} as const

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** The place that the settings of an account name; `CloudError` where its endpoint is none that may be spoken to. */
export function azurePlace({ cloud = 'public', endpoint }: AzureSettings): AzurePlace {
  const { manager, authority } = clouds[cloud]
  const text = endpoint ?? manager
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.protocol === 'http:' && loopback.test(url.hostname)
  if (url === undefined || url.username !== '' || (url.protocol !== 'https:' && !isPlain)) {
    throw new CloudError(
      'invalid',
      'Expected the endpoint of Azure to be a URL that begins with https:// (http:// only on this machine), but it is another; correct it',
    )
  }
  return {
    endpoint: url.href.replace(/[?#].*$/, '').replace(/\/+$/, ''),
    authority,
    scope: `${manager}/.default`,
    isPlain,
  }
}
