import type { Image, ImageDifference } from '@ingot/contract'
import { differences } from '../../log/differences.ts'
import { entryOf } from './entry-of.ts'

/** Where two effective images differ, their ids apart. */
export function imageDifferences(a: Image, b: Image): ImageDifference[] {
  return differences(entryOf({ ...a, id: '' }), entryOf({ ...b, id: '' })).map(({ path, before, after }) => ({
    field: path,
    ...(before === undefined ? {} : { a: before }),
    ...(after === undefined ? {} : { b: after }),
  }))
}
