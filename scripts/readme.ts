/** One command of the README with the output that it promises. */
export interface Step {
  command: string
  status: number
  output: string
}

/**
 * The commands of the `console` blocks of a Markdown text, in order. A command is a line after `$ `, continued while
 * lines end in a backslash; `# exit N` after it promises that status; the lines up to the next command are its output.
 */
export function readSteps(markdown: string): Step[] {
  const steps: Step[] = []
  for (const block of markdown.matchAll(/^```console\n(?<body>[\s\S]*?)^```/gm)) {
    let step: Step | undefined
    let continues = false
    for (const line of block.groups!['body']!.split('\n').slice(0, -1)) {
      if (continues && step !== undefined) {
        step.command += `\n${line}`
      } else if (line.startsWith('$ ')) {
        step = { command: line.slice(2), status: 0, output: '' }
        steps.push(step)
      } else if (step !== undefined) {
        step.output += `${line}\n`
      }
      continues = step !== undefined && step.output === '' && line.endsWith('\\')
    }
  }
  for (const step of steps)
    step.status = Number(/# exit (?<status>\d+)$/.exec(step.command)?.groups?.['status'] ?? 0)
  return steps
}

/** Puts words in place of what differs at every run: times, digests, keys, ports. */
export function steady(text: string): string {
  return text
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z/g, '<time>')
    .replace(/\b[0-9a-f]{64}\b/g, '<digest>')
    .replace(/ingot_[\w-]{4,}/g, '<key>')
    .replace(/[ \t]+$/gm, '')
}

/** The Markdown with the output of every step put in; what `outputs` has is in the order of the steps. */
export function fillSteps(markdown: string, outputs: readonly string[]): string {
  let index = 0
  return markdown.replace(/^```console\n[\s\S]*?^```/gm, (block) => {
    const steps = readSteps(`${block}\n`)
    const body = steps.map((step) => `$ ${step.command}\n${outputs[index++] ?? ''}`).join('')
    return `\`\`\`console\n${body}\`\`\``
  })
}
