import { ruleSources } from '../../rule-sources.ts'
import { quoted } from '../../rules/quoted.ts'
import type { Spot } from '../../rules/runtime-rule.ts'
import type { ContentRule } from '../content-rule.ts'
import type { ContentSubject } from '../content-subject.ts'
import type { OddityCode } from '../oddities.ts'

export const contentIncomplete: ContentRule = {
  severity: 'warning',
  summary: 'Not every layer was read to its end, so nothing is said of what was not found',
  source: ruleSources.content,
  find: ({ facts }) =>
    facts.isComplete
      ? []
      : [
          {
            message:
              'Not every layer could be read to its end, so what was not found may still be there; see what is said of the layers, then validate the image again',
            evidence: {},
          },
        ],
}

export const layerPathOutside: ContentRule = oddityRule(
  'layerPathOutside',
  'error',
  'A layer has a path that leads out of the image',
  'leads out of the image, which container runtimes refuse to unpack; build the layer again',
)

export const layerPathTooLong: ContentRule = oddityRule(
  'layerPathTooLong',
  'error',
  'A layer has a path that is longer than Linux opens',
  'is longer than the 4096 bytes that Linux opens, so the layer cannot be unpacked; build it again',
)

export const layerWhiteoutInvalid: ContentRule = oddityRule(
  'layerWhiteoutInvalid',
  'error',
  'A layer removes what may not be removed',
  'is a whiteout of no file, which container runtimes refuse; build the layer again',
)

export const layerHardLinkBroken: ContentRule = oddityRule(
  'layerHardLinkBroken',
  'warning',
  'A layer has a hard link to what is not there',
  'is a hard link to a file that neither its layer nor one below has, so it may not unpack; build the layer again',
)

export const layerDevice: ContentRule = oddityRule(
  'layerDevice',
  'warning',
  'A layer of the image itself has a device',
  'is a device, which nothing in a runtime needs; leave it out',
)

function oddityRule(
  code: OddityCode,
  severity: ContentRule['severity'],
  summary: string,
  what: string,
): ContentRule {
  return {
    severity,
    summary,
    source: ruleSources.content,
    find: (subject) => odditySpots(subject, code, what),
  }
}

function odditySpots({ facts }: ContentSubject, code: OddityCode, what: string): Spot[] {
  return facts.oddities
    .filter((oddity) => oddity.code === code)
    .map(({ layer, path, count }) => ({
      field: `layer ${layer + 1}`,
      message: `In layer ${layer + 1}, ${quoted(path)}${count === 1 ? '' : ` and ${count - 1} more like it`} ${what}`,
      evidence: { layer: String(layer + 1), path, count: String(count) },
    }))
}
