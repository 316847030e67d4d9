import { imageCoverage } from './coverage.ts'
import { imageHistory } from './history.ts'
import { imageList } from './list.ts'
import { imageShow } from './show.ts'
import { imageStage } from './stage.ts'

export const commands = [imageList, imageShow, imageHistory, imageCoverage, imageStage]
