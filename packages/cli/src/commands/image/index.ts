import { imageAdd } from './add.ts'
import { imageCoverage } from './coverage.ts'
import { imageDelete } from './delete.ts'
import { imageDerive } from './derive.ts'
import { imageDiff } from './diff.ts'
import { imageDistribute } from './distribute.ts'
import { imageEffective } from './effective.ts'
import { imageFindDefault } from './find-default.ts'
import { imageHistory } from './history.ts'
import { imageLineage } from './lineage.ts'
import { imageList } from './list.ts'
import { imageRetire } from './retire.ts'
import { imageShow } from './show.ts'
import { imageStage } from './stage.ts'

export const commands = [
  imageList,
  imageShow,
  imageAdd,
  imageFindDefault,
  imageDerive,
  imageEffective,
  imageDiff,
  imageLineage,
  imageHistory,
  imageCoverage,
  imageStage,
  imageDistribute,
  imageRetire,
  imageDelete,
]
