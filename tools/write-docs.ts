// `npm run docs`: writes docs/configuration.md, docs/cli.md and docs/permissions.md from the code.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'
import { cliDocument, configurationDocument, permissionsDocument } from './generated-docs.ts'

writeFileSync(join(packageRoot, 'docs/configuration.md'), configurationDocument())
writeFileSync(join(packageRoot, 'docs/cli.md'), cliDocument())
writeFileSync(join(packageRoot, 'docs/permissions.md'), permissionsDocument())
