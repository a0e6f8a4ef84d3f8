// The settings of mail: part of the table in `settings.ts`.

import { setting } from './setting.ts'
import {
  bounceAddress,
  imapUrl,
  integer,
  mailSender,
  privateKey,
  rate,
  secretText,
  smtpUrl,
  text,
} from './setting-kinds.ts'

export const mailSettings = {
  SMTP_URL: setting(
    smtpUrl,
    'Server that takes mail: `smtp://user:password@host:587`, `smtps://…` for TLS from the start. With a password `smtp://` is encrypted by STARTTLS, or refused, but on this machine. Without it mail waits, and admins see it.',
    { secret: true },
  ),
  MAIL_FROM: setting(
    mailSender,
    'Who mail comes from, with or without a name: `Daily Papers <papers@example.org>`.',
  ),
  DKIM_DOMAIN: setting(
    text,
    'Domain in whose name mail is signed (DKIM), where the mail server doesn’t sign: mostly that of `MAIL_FROM`.',
  ),
  DKIM_SELECTOR: setting(text, 'Name of the key: its public half stands at `SELECTOR._domainkey.DOMAIN`.'),
  DKIM_KEY: setting(privateKey, 'Its private half as PEM, RSA or Ed25519; best given as `DKIM_KEY_FILE`.', {
    secret: true,
  }),
  DIGEST_DOMAIN_RATE: setting(
    rate,
    'How many digests go to addresses of one domain: mails and seconds, over all nodes, or `off`.',
    { fallback: '600/60' },
  ),
  BOUNCE_ADDRESS: setting(
    bounceAddress,
    'Sender of the envelope of all mail, with a key for each mail (`bounces+KEY@example.org`), so that what comes back says which it was. Without it that is the address of `MAIL_FROM`.',
  ),
  BOUNCE_IMAP_URL: setting(
    imapUrl,
    'Mailbox in which reports about mail arrive: `imaps://user:password@host:993/INBOX`. It is read every five minutes.',
    { secret: true },
  ),
  BOUNCE_SECRET: setting(
    secretText,
    'Lets whoever shows it post reports about mail to `/mail/bounces`, as a bearer token or as a password (Basic); 16 characters or more. Without it nobody can.',
    { secret: true },
  ),
  BOUNCE_HARD_LIMIT: setting(
    integer(1, 100),
    'After so many hard bounces nothing but mail about an account goes to an address.',
    { fallback: '1' },
  ),
  BOUNCE_SOFT_LIMIT: setting(
    integer(1, 1_000),
    'After so many soft bounces within `BOUNCE_SOFT_DAYS` nothing but mail about an account goes to an address.',
    { fallback: '5' },
  ),
  BOUNCE_SOFT_DAYS: setting(integer(1, 365), 'For how many days a soft bounce counts.', { fallback: '30' }),
} as const
