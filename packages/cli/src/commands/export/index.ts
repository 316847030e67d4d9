import { exportImages } from './export.ts'

export const commands = [exportImages]
