import type { ImageFacts } from '@ingot/contract'
import type { CatalogContent } from '../selection/catalog-content.ts'
import { listUpgrades } from '../upgrade/list-upgrades.ts'
import { enforcesSelinux } from '../upgrade/selinux.ts'
import type { UpgradeRequest } from '../upgrade/upgrade-request.ts'

type Asked = Pick<UpgradeRequest, 'consumer' | 'current' | 'at'>

/** The answers about one catalog as long as it stays as it is: present image → question → candidates. */
interface Known {
  readonly layout: CatalogContent['layout']
  readonly answers: WeakMap<object, Map<string, ImageFacts[]>>
}

const catalogs = new WeakMap<CatalogContent['images'], Known>()

/** How many answers about one image of one catalog are kept. */
const answersLimit = 100

/**
 * What a consumer can be upgraded to in a catalog. A plan asks for many consumers that are on one image, so answers
 * are kept: who is asked for does not change them, but type, place, reference and moment do.
 */
export function upgradeCandidates(content: CatalogContent | undefined, asked: Asked): ImageFacts[] {
  if (content === undefined || asked.current === undefined) return []
  const answers = answersOf(content, asked.current)
  const { type, provider, region, image } = asked.consumer
  const selinux = enforcesSelinux(asked.consumer)
  const key = JSON.stringify([content.type, type, provider, region, image, selinux, asked.at.getTime()])
  const answer = answers.get(key) ?? listUpgrades(content, asked).candidates
  if (answers.size >= answersLimit) answers.clear()
  answers.set(key, answer)
  return answer
}

function answersOf({ images, layout }: CatalogContent, current: object): Map<string, ImageFacts[]> {
  let known = catalogs.get(images)
  if (known === undefined || known.layout !== layout) {
    known = { layout, answers: new WeakMap() }
    catalogs.set(images, known)
  }
  const answers = known.answers.get(current) ?? new Map<string, ImageFacts[]>()
  known.answers.set(current, answers)
  return answers
}
