/** Attributes whose value is prose for people; a ` #` in them is text (`Description = Compile # of Cores`). */
export function isProse(name: string): boolean {
  return /(?:^|\.)(?:label|description)$/.test(name)
}
