import { describe, expect, it } from 'vitest'
import { layerKind } from './layer-kind.ts'

describe('layerKind()', () => {
  it.each([
    ['application/vnd.oci.image.layer.v1.tar', 'none'],
    ['application/vnd.oci.image.layer.v1.tar+gzip', 'gzip'],
    ['application/vnd.oci.image.layer.v1.tar+zstd', 'zstd'],
    ['application/vnd.docker.image.rootfs.diff.tar.gzip', 'gzip'],
    ['application/vnd.docker.image.rootfs.diff.tar', 'none'],
    ['Application/vnd.oci.image.layer.v1.tar+GZIP; charset=x', 'gzip'],
    ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', 'foreign'],
    ['application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', 'foreign'],
    ['application/vnd.oci.image.layer.v1.tar+gzip+encrypted', 'encrypted'],
    ['application/vnd.oci.image.layer.v1.tar+encrypted', 'encrypted'],
    ['application/vnd.in-toto+json', 'unknown'],
    ['', 'unknown'],
  ])('reads %s as %s', (mediaType, kind) => {
    expect(layerKind(mediaType)).toBe(kind)
  })
})
