import { readBlob, sizeOf, type BlobContent } from './blob-content.ts'
import type { BuiltManifest } from './built-image.ts'
import type { RegistryAccess } from './registry-access.ts'
import { wireRequest, type WireOptions } from './wire-request.ts'

/** Pushes to any registry over the wire (distribution-spec, "Pushing manifests"); answers the digest. */
export async function pushImage(
  access: RegistryAccess,
  repository: string,
  tag: string | undefined,
  image: BuiltManifest,
): Promise<string> {
  for (const manifest of image.manifests) await pushImage(access, repository, undefined, manifest)
  for (const [digest, content] of image.blobs) await pushBlob(access, repository, digest, content)
  await send(access, `/v2/${repository}/manifests/${tag ?? image.digest}`, 201, {
    method: 'PUT',
    headers: { 'content-type': image.mediaType, 'content-length': String(image.bytes.byteLength) },
    body: readBlob(image.bytes),
  })
  return image.digest
}

async function pushBlob(
  access: RegistryAccess,
  repository: string,
  digest: string,
  content: BlobContent,
): Promise<void> {
  const known = await wireRequest(access, `/v2/${repository}/blobs/${digest}`, { method: 'HEAD' })
  if (known.status === 200) return
  const begin = { method: 'POST', headers: { 'content-length': '0' } }
  const { location = '' } = await send(access, `/v2/${repository}/blobs/uploads/`, 202, begin)
  const target = new URL(location, `http://${access.host}`)
  target.searchParams.set('digest', digest)
  await send(access, `${target.pathname}${target.search}`, 201, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(sizeOf(content)) },
    body: readBlob(content),
  })
}

async function send(
  access: RegistryAccess,
  path: string,
  expected: number,
  options: WireOptions,
): Promise<Record<string, string>> {
  const { status, headers, body } = await wireRequest(access, path, options)
  if (status === expected) return headers
  const sentence = `Expected ${expected} to ${options.method} ${path} of ${access.host}, got ${status}`
  throw new Error(`${sentence}: ${body.toString().slice(0, 500)}`)
}
