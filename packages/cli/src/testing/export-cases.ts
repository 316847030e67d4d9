import { imageReference, stamp } from './answers.ts'
import type { Case } from './cdp-cases.ts'

const file = { name: 'images.csv', mediaType: 'text/csv', text: 'image,version\r\n' }
const imported = { image: imageReference, change: 'added', artifacts: 2, differences: [] }

/** Command lines about what other tools read and write. */
export const exportCases: Case[] = [
  [
    'export csv our.base',
    { exportImages: { ...stamp, format: 'csv', files: [file], warnings: [] } },
    0,
    'image,version\r\n',
  ],
  [
    'import packer-manifest site.json --name our.base',
    { importPackerManifest: { ...stamp, dryRun: false, image: imported, warnings: [] } },
    0,
    'our.base@1.10 in local: added, 2 artifacts; stored as of revision 7',
  ],
]
