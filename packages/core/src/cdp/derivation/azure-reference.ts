import type { ReferenceForm } from './reference-form.ts'

const blobHosts: ReadonlySet<string> = new Set([
  'core.windows.net',
  'core.chinacloudapi.cn',
  'core.usgovcloudapi.net',
  'core.cloudapi.de',
  'core.eaglex.ic.gov',
  'core.microsoft.scloud',
])

const scope = '/subscriptions/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[\\w.-]{1,90}'
const version = '(?:\\d{1,10}\\.\\d{1,10}\\.\\d{1,10}|latest)'
const galleryVersion = new RegExp(
  `^${scope}/providers/Microsoft\\.Compute/galleries/[\\w.]{1,80}/images/[\\w.-]{1,80}/versions/${version}$`,
  'i',
)
const galleryImage = new RegExp(
  `^${scope}/providers/Microsoft\\.Compute/galleries/[\\w.]{1,80}/images/[\\w.-]{1,80}$`,
  'i',
)
const managedImage = new RegExp(`^${scope}/providers/Microsoft\\.Compute/images/[\\w.-]{1,80}$`, 'i')
/** Galleries that are offered to all, or to other tenants, are not below a subscription. */
const openGallery = new RegExp(
  `^/(?:CommunityGalleries|SharedGalleries)/[\\w.-]{1,128}/images/[\\w.-]{1,80}/versions/${version}$`,
  'i',
)
const marketplaceName = /^[a-z0-9][\w.-]*$/i

/**
 * References of Azure: a VHD in a storage account, which Cloudbreak copies; a version of a gallery image of any kind
 * of gallery; a managed image; a Marketplace URN. (Azure Resource Manager, resource naming rules; Azure Marketplace,
 * `az vm image list`)
 */
export const azureReference: ReferenceForm = {
  cloud: 'Azure',
  expected:
    'the URL of a VHD such as https://ACCOUNT.blob.core.windows.net/images/NAME.vhd, the resource id of a gallery ' +
    'image version or of a managed image, or a Marketplace URN PUBLISHER:OFFER:SKU:VERSION',
  fits: (text) => isResource(text) || isUrn(text) || isVhd(text),
  slip,
  advice: (text) =>
    /[:/]latest$/i.test(text)
      ? '"latest" is another image from time to time; name a version instead'
      : undefined,
}

function isResource(text: string): boolean {
  return [galleryVersion, managedImage, openGallery].some((form) => form.test(text))
}

function isUrn(text: string): boolean {
  const [publisher = '', offer = '', sku = '', number = '', ...rest] = text.split(':')
  const names = [publisher, offer, sku]
  return rest.length === 0 && names.every((name) => marketplaceName.test(name)) && isVersion(number)
}

function isVersion(text: string): boolean {
  return /^(?:\d+\.\d+\.\d+|latest)$/i.test(text)
}

/** A page blob in a storage account: host, container and a path that ends with `.vhd`. */
function isVhd(text: string): boolean {
  const {
    host = '',
    container = '',
    path = '',
  } = /^https:\/\/(?<host>[^/:@]+)\/(?<container>[^/]+)\/(?<path>[\w./-]+)$/.exec(text)?.groups ?? {}
  return isBlobHost(host) && /^[a-z0-9-]{3,63}$/.test(container) && /[^/]\.vhd$/i.test(path)
}

function isBlobHost(host: string): boolean {
  const { suffix = '' } =
    /^[a-z0-9]{3,24}(?:\.z\d{1,2})?\.blob\.(?<suffix>[a-z.]+)$/i.exec(host)?.groups ?? {}
  return (
    blobHosts.has(suffix.toLowerCase()) ||
    (suffix.toLowerCase() === 'storage.azure.net' && host.includes('.z'))
  )
}

function slip(text: string): string | undefined {
  if (/^https?:\/\//i.test(text)) return addressSlip(text)
  if (galleryImage.test(text)) return 'name a version of the gallery image: …/versions/1.0.0'
  if (/^subscriptions\//i.test(text)) return 'it lacks the / at its beginning'
  if (/^\/subscriptions\//i.test(text)) return resourceSlip(text)
  const parts = text.split(':').length
  if (parts > 1)
    return parts === 4 ? 'the version of a URN has three numbers' : `a URN has 4 parts, not ${parts}`
  return /\.vhd$/i.test(text) ? 'give the whole URL of the VHD' : undefined
}

function addressSlip(text: string): string | undefined {
  const [address = '', query] = text.split('?', 2)
  if (query !== undefined && /(?:^|&)sig=/i.test(query)) {
    return 'what follows the "?" is a SAS token, which is a secret and expires; give the URL without it'
  }
  if (query !== undefined) return 'give the URL without what follows the "?"'
  if (/^http:/i.test(address)) return 'begin it with https'
  if (/\.vhdx$/i.test(address)) return 'Azure starts from VHD files, not from VHDX'
  if (!/\.vhd$/i.test(address)) return 'the file of a VHD has a name that ends with .vhd'
  const host = (address.split('/')[2] ?? '').replace(/^.*@/, '')
  return isBlobHost(host) ? undefined : `"${host}" is not the blob service of a storage account`
}

function resourceSlip(text: string): string | undefined {
  if (/\/snapshots\//i.test(text)) return 'it is a snapshot; make an image of it first'
  if (/\/disks\//i.test(text)) return 'it is a disk; make an image of it first'
  if (/\/virtualMachines\//i.test(text)) return 'it is a virtual machine; capture an image of it first'
  return undefined
}
