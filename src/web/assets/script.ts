// The one script of all pages. Each part works on what it finds in the page, and the page works without it.

import '../islands/discussion.ts'
import '../islands/drafts.ts'
import '../islands/passkeys.ts'
import '../islands/sent-once.ts'
import '../islands/type-ahead.ts'
import '../islands/votes.ts'
import './keyboard.ts'
