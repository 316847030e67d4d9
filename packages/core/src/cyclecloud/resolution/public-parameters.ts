import { evaluateTemplate } from '../template/evaluate-template.ts'
import type { Template } from '../template/template.ts'

/** The given parameters without those of type Password: what may stand in a file that others read. */
export function publicParameters(template: Template, given: Record<string, string>): Record<string, string> {
  const { parameters } = evaluateTemplate(template)
  const isPublic = (name: string) => parameters.get(name.toLowerCase())?.type?.toLowerCase() !== 'password'
  return Object.fromEntries(Object.entries(given).filter(([name]) => isPublic(name)))
}
