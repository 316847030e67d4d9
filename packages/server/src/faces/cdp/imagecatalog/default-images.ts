import { IngotError, type ImageView } from '@ingot/contract'
import { imageFacts } from '@ingot/core'
import Type from 'typebox'
import { catalogTexts } from '../catalog-texts.ts'
import { maybe, text, WireArchitecture } from '../fields.ts'
import { imageIn, vmImages } from '../images.ts'
import { wireOperation, type Call } from '../operation.ts'
import { refusalError, rephrase } from '../refusal.ts'
import { architectureOf, epochOf, writtenArchitecture } from '../words.ts'
import { imageNotFound } from './custom-catalog.ts'

const freeipaDefault = 'freeipa-default'
const runtimeDefault = 'cdp-default'

/** Describes an image of a default catalog: that of FreeIPA is looked at first, then that of runtimes, then others. */
export const describeDefaultImage = wireOperation({
  service: 'imagecatalog',
  name: 'describeDefaultImage',
  permission: 'image:read',
  request: Type.Object({ imageId: text }),
  async answer({ imageId }, call) {
    const image =
      (await listedIn(call, freeipaDefault, imageId)) ??
      (await listedIn(call, runtimeDefault, imageId)) ??
      (await listedElsewhere(call, imageId))
    if (image === undefined) throw imageNotFound(imageId, runtimeDefault)
    return defaultImage(image)
  },
})

/** Finds the default image of a provider and a runtime. */
export const findDefaultImage = wireOperation({
  service: 'imagecatalog',
  name: 'findDefaultImage',
  permission: 'image:read',
  request: Type.Object({
    provider: Type.Enum(['AWS', 'AZURE', 'GCP']),
    imageType: Type.Enum(['FREEIPA', 'RUNTIME']),
    runtimeVersion: maybe(Type.String({ maxLength: 64 })),
    architecture: maybe(WireArchitecture),
  }),
  async answer({ provider, imageType, runtimeVersion, architecture }, call) {
    const isFreeipa = imageType === 'FREEIPA'
    const query = {
      provider: provider.toLowerCase(),
      type: isFreeipa ? ('freeipa' as const) : ('runtime' as const),
      ...(runtimeVersion === undefined ? {} : { runtime: runtimeVersion }),
      ...(architecture === undefined ? {} : { architecture: architectureOf(architecture) }),
    }
    const catalog = isFreeipa ? freeipaDefault : runtimeDefault
    const found = await rephrase(call.invoke('findDefaultImage', { query }), catalogTexts(catalog))
    if (found.refusal !== undefined) throw refusalError(found.refusal)
    const image = found.image && (await imageIn(call, found.image))
    if (image === undefined) throw new IngotError('IMAGE_NOT_FOUND', 'No default image was found')
    return defaultImage(image)
  },
})

async function listedElsewhere(call: Call, id: string): Promise<ImageView | undefined> {
  const { catalogs } = await call.invoke('listCatalogs', {})
  for (const { name, type } of catalogs) {
    if (type !== 'default' || name === freeipaDefault || name === runtimeDefault) continue
    const image = await listedIn(call, name, id)
    if (image !== undefined) return image
  }
  return undefined
}

async function listedIn(call: Call, catalog: string, id: string): Promise<ImageView | undefined> {
  const image = await imageIn(call, { catalog, id })
  return image?.cloudbreak === undefined || image.withdrawn !== undefined ? undefined : image
}

/** The image with its references; what tells it apart is beyond CDP's model, which shows neither OS nor runtime. */
function defaultImage(image: ImageView) {
  const { catalog, runtime, os, architecture, created, date, description, cm, stack } = imageFacts(image)
  return {
    imageId: image.id,
    vmImages: vmImages(image.artifacts),
    catalogName: catalog,
    runtimeVersion: runtime,
    os,
    architecture: writtenArchitecture(architecture),
    imageDate: epochOf(created),
    osPatchLevel: date,
    description,
    cmVersion: cm,
    cdhVersion: stack,
    hardening: image.traits['hardening'],
    fipsMode: image.traits['fips-mode'],
    releaseType: image.traits['release-type'],
  }
}
