import { projectAllow } from './allow.ts'
import { projectCreate } from './create.ts'

export const commands = [projectCreate, projectAllow]
