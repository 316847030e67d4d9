import type { Answer, Trace } from '@ingot/contract'
import { checkText, verdictMark } from './checks.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { paintState } from './state.ts'
import { type Branch, leaf, tree } from './tree.ts'
import { imageText, locationText } from './words.ts'

type Candidate = Trace['candidates'][number]

/** An answer with all its reasons as a tree under `title`. */
export function answerTree(title: string, answer: Answer, paint: Paint): string {
  const under = [
    ...answerBranches(answer, paint),
    ...(answer.trace ? traceBranches(answer.trace, paint) : []),
  ]
  return tree(title, under)
}

function answerBranches(answer: Answer, paint: Paint): Branch[] {
  const { attribute, value, by, version } = answer.select
  const asked = version === undefined ? '' : `, version ${plain(version)}`
  const selected =
    by === 'none' ? 'no image is named' : `${plain(attribute)} = ${plain(value)} (${by}${asked})`
  return [
    leaf(`selected by ${selected}`),
    leaf(`at ${locationText(answer.location)}`),
    outcome(answer, paint),
    ...answer.warnings.map(({ code, message }) =>
      leaf(`${paint.doubtful('warning')}[${plain(code)}] ${plain(message)}`),
    ),
  ]
}

function outcome({ status, image, artifact, refusal }: Answer, paint: Paint): Branch {
  if (status === 'unresolved') {
    const head = `${paint.bad(status)}[${plain(refusal?.code ?? '')}] ${plain(refusal?.message ?? '')}`
    return { text: head, under: refusal === undefined ? [] : [leaf(`help: ${plain(refusal.remedy)}`)] }
  }
  const named = image === undefined ? '' : ` ${imageText(image)} of catalog ${plain(image.catalog)}`
  // Where nothing is started yet there is no artifact, and the id is what goes on from here.
  const result = artifact === undefined ? image?.id : artifact.reference
  return leaf(`${paint.good(status)}${named} → ${plain(result ?? '')}`)
}

function traceBranches(trace: Trace, paint: Paint): Branch[] {
  const { nearest } = trace
  const candidates = trace.candidates.map((candidate) => candidateBranch(candidate, paint))
  const miss =
    nearest === undefined
      ? []
      : [
          {
            text: `nearest miss ${imageText(nearest.image)}: ${plain(nearest.message)}`,
            under: [leaf(plain(nearest.change))],
          },
        ]
  return [
    leaf(`looked for: ${plain(trace.looked)}`),
    leaf(`in catalogs: ${trace.catalogs.map(plain).join(', ')}`),
    leaf(`order: ${plain(trace.order)}`),
    { text: candidates.length === 0 ? 'no candidates' : 'candidates', under: candidates },
    ...miss,
  ]
}

function candidateBranch(candidate: Candidate, paint: Paint): Branch {
  const { image, state, verdict, code, message, checks, artifacts } = candidate
  const head = `${verdictMark(verdict, paint)} ${imageText(image)} (${plain(image.catalog)}, ${paintState(state, paint)})`
  return {
    text: `${head} [${plain(code)}] ${plain(message)}`,
    under: [
      ...checks.map((check) => leaf(checkText(check, paint))),
      ...artifacts.map((artifact) => leaf(artifactText(artifact, paint))),
    ],
  }
}

function artifactText(artifact: Candidate['artifacts'][number], paint: Paint): string {
  const { name, reference, verdict, code, message } = artifact
  const what = `artifact ${plain(name)} at ${locationText(artifact)} → ${plain(reference)}`
  return `${verdictMark(verdict, paint)} ${what} [${plain(code)}] ${plain(message)}`
}
