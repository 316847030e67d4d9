/** An image as a test uploads it. */
export interface GlanceUpload {
  readonly name: string
  /** Its content; a few bytes if left open, and none at all, so that it stays queued, where it is `null`. */
  readonly bytes?: Uint8Array | null
  /** `shared` if left open, as Glance has it. */
  readonly visibility?: 'private' | 'shared' | 'community' | 'public'
  readonly hidden?: boolean
  readonly owner?: string
  /** `architecture`, `os_type`, `min_disk`, `hw_firmware_type`, … */
  readonly properties?: Readonly<Record<string, string | number>>
}

/** How many images are uploaded at the same time: more than one process of Glance can do something about. */
const parallel = 8

/** Makes an image in a Glance without Keystone, and uploads its bytes; answers its id. */
export async function uploadImage(url: string, image: GlanceUpload): Promise<string> {
  const { name, bytes = Buffer.from(name), visibility = 'shared', hidden = false, owner, properties } = image
  const created = await ask(`${url}/v2/images`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name,
      visibility,
      os_hidden: hidden,
      disk_format: 'qcow2',
      container_format: 'bare',
      ...(owner === undefined ? {} : { owner }),
      ...properties,
    }),
  })
  const { id } = (await created.json()) as { id: string }
  if (bytes === null) return id
  await ask(`${url}/v2/images/${id}/file`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
  })
  return id
}

/** Uploads many images, several at the same time; answers their ids in order. */
export async function uploadImages(url: string, images: readonly GlanceUpload[]): Promise<string[]> {
  const ids: string[] = []
  const waiting = images.entries()
  const work = async () => {
    for (const [at, image] of waiting) ids[at] = await uploadImage(url, image)
  }
  await Promise.all(Array.from({ length: parallel }, work))
  return ids
}

/** Deletes every image, hidden ones too. */
export async function clearGlance(url: string): Promise<void> {
  for (const hidden of ['true', 'false']) {
    for (;;) {
      const listed = await ask(`${url}/v2/images?os_hidden=${hidden}&visibility=all&limit=100`, {})
      const { images } = (await listed.json()) as { images: { id: string }[] }
      if (images.length === 0) break
      await Promise.all(images.map(({ id }) => ask(`${url}/v2/images/${id}`, { method: 'DELETE' })))
    }
  }
}

async function ask(url: string, options: RequestInit): Promise<Response> {
  const answer = await fetch(url, options)
  if (!answer.ok) throw new Error(`Expected Glance to take ${options.method} ${url}, got ${answer.status}`)
  return answer
}
