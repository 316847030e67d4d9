interface Listed {
  images: Record<string, { uuid: string }[]>
  versions: Record<string, { images: string[]; defaults: string[] }[]>
}

/** The text of a Cloudbreak catalog that no longer lists an image. */
export function withoutImage(text: string, id: string): string {
  const { images, versions, ...rest } = JSON.parse(text) as Listed
  const isOther = (uuid: string) => uuid !== id
  return JSON.stringify({
    ...rest,
    images: Object.fromEntries(
      Object.entries(images).map(([list, entries]) => [list, entries.filter(({ uuid }) => isOther(uuid))]),
    ),
    versions: Object.fromEntries(
      Object.entries(versions).map(([name, blocks]) => [
        name,
        blocks.map((block) => ({
          ...block,
          images: block.images.filter(isOther),
          defaults: block.defaults.filter(isOther),
        })),
      ]),
    ),
  })
}
