import type { Answer } from '@ingot/contract'
import { answerSearch, refuseRequest } from './answer-search.ts'
import type { CatalogContent } from './catalog-content.ts'
import { rememberedAnswer } from './catalog-index.ts'
import { clusterSearch } from './cluster-search.ts'
import { readQuestion, type ConsumerImageRequest, type ConsumerQuestion } from './consumer-question.ts'
import { freeipaSearch } from './freeipa-search.ts'
import { namedSearch } from './named-search.ts'
import { isArmRefused } from './rules/arm-rule.ts'
import type { Search } from './search.ts'

/**
 * The image of a catalog that a consumer starts from, the reference of it in the region, and why: the one that is
 * named, where it fits, else the newest that fits (Cloudbreak, ImageService; its Data Lake and FreeIPA services).
 * Nothing withdrawn, disabled or revoked is ever chosen, and an image in preview only where it is named. Pure; an
 * answer that is no carries its refusal: `IMAGE_NOT_FOUND` where no image has the id, `INVALID_INPUT` where the image
 * is not what the rest of the request says, `NO_FITTING_IMAGE` where it may not be used or nothing fits.
 *
 * Answers are remembered as long as the arrays of the content are the same, so nobody may change them.
 */
export function chooseConsumerImage(content: CatalogContent, request: ConsumerImageRequest): Answer {
  const question = readQuestion(request)
  const { at } = request
  return rememberedAnswer(content, ['consumer', question], at, () => choose(content, question, at.getTime()))
}

function choose(content: CatalogContent, question: ConsumerQuestion, at: number): Answer {
  const search = searchFor(content, question, at)
  const { type, image, architecture, provider } = question
  const isArm = image === undefined && isArmRefused(architecture, type, provider)
  return isArm ? refuseRequest(search, 'ARM_NOT_SUPPORTED') : answerSearch(search)
}

function searchFor(content: CatalogContent, question: ConsumerQuestion, at: number): Search {
  if (question.type === 'environment') return freeipaSearch(content, question, at)
  const { image } = question
  return image === undefined
    ? clusterSearch(content, question, at)
    : namedSearch(content, { ...question, image }, at)
}
