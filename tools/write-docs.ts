// `npm run docs`: writes docs/configuration.md and docs/cli.md from the settings and the commands themselves.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'
import { cliDocument, configurationDocument } from './generated-docs.ts'

writeFileSync(join(packageRoot, 'docs/configuration.md'), configurationDocument())
writeFileSync(join(packageRoot, 'docs/cli.md'), cliDocument())
