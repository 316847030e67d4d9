#!/usr/bin/env node
'use strict'
// CommonJS on purpose: Node starts it faster than a module, and `--version` must answer at once.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(require('../package.json').version + '\n')
} else {
  void import('../dist/main.js')
}
