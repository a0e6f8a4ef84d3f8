// `npm run client`: writes src/client/generated/ from the API.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'
import { clientCalls, clientShapes } from './generated-client.ts'

writeFileSync(join(packageRoot, 'src/client/generated/shapes.ts'), clientShapes())
writeFileSync(join(packageRoot, 'src/client/generated/calls.ts'), clientCalls())
