/** The reference of an image as people give it to a workbench: perhaps as a URL, perhaps with blanks around it. */
export function withoutScheme(url: string): string {
  return url.trim().replace(/^https?:\/\//i, '')
}
