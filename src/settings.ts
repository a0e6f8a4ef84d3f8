// Settings are a table: parsing, `broadsheet config`, `doctor` and docs/configuration.md all come from it.

import { mailSettings } from './mail-settings.ts'
import { setting } from './setting.ts'
import {
  headerList,
  hostList,
  integer,
  keep,
  mailAddress,
  oneOf,
  postgresUrl,
  rate,
  share,
  siteUrl,
  sourceList,
  switchValue,
  testClock,
  text,
  timeOfDay,
  timeZone,
  webAddress,
} from './setting-kinds.ts'

export const settings = {
  BROADSHEET_DATA: setting(text, 'Folder of the embedded database.', { fallback: './data' }),
  DATABASE_URL: setting(
    postgresUrl,
    '`postgres://user:password@host:5432/name`. Without it the store is an SQLite file in the data folder.',
    { secret: true },
  ),
  DATABASE_REPLICA_URL: setting(
    postgresUrl,
    'A streaming replica of `DATABASE_URL`: lists, papers, feeds and the API as strangers see them are read there while it is near enough, all else from the primary.',
    { secret: true },
  ),
  REPLICA_MAX_LAG: setting(
    integer(2, 3_600),
    'Seconds that the replica may be behind; beyond, everything is read from the primary.',
    { fallback: '10' },
  ),
  HOST: setting(text, 'Address to listen on.', { fallback: '127.0.0.1' }),
  PORT: setting(integer(0, 65535), 'Port to listen on; 0 takes any free one.', { fallback: '8080' }),
  PUBLIC_URL: setting(
    siteUrl,
    'How readers reach the site, for example `https://papers.example.org`. Required when `HOST` is not a loopback address.',
  ),
  SITE_NAME: setting(text, 'Title of the site.', { fallback: 'Daily Papers' }),
  SITE_CURATOR: setting(text, 'Who chooses: shown as “by CURATOR and the research community”.'),
  EDITION_TIMEZONE: setting(timeZone, 'Time zone in which an edition’s day begins.', { fallback: 'UTC' }),
  EDITION_CUTOFF: setting(timeOfDay, 'Time of day at which the next day’s edition begins.', {
    fallback: '00:00',
  }),
  EDITION_BY_RULE: setting(
    integer(0, 100),
    'Papers that a published formula chooses for a day for which nobody chooses; 0 for none.',
    { fallback: '30' },
  ),
  SUBMISSIONS: setting(
    oneOf('direct', 'approve', 'curators'),
    'What becomes of a paper that a member submits: it is listed at once, it waits for a curator, or only curators submit.',
    { fallback: 'direct' },
  ),
  SUBMISSION_OLDEST_DAYS: setting(
    integer(0, 36_500),
    'Members submit papers that were published within so many days; 0: of any age.',
    { fallback: '0' },
  ),
  SUBMISSIONS_PER_DAY: setting(
    integer(1, 1_000),
    'Papers that a member may submit within a day; members who are new one of them.',
    { fallback: '5' },
  ),
  JOBS: setting(switchValue, '`off` for a node that only serves pages.', { fallback: 'on' }),
  DUMPS: setting(
    oneOf('auto', 'on', 'off'),
    'Whether a node with `JOBS` on makes a dump of all papers each day for everybody to download, and keeps seven in the data folder. `auto`: where `PUBLIC_URL` is not on this machine.',
    { fallback: 'auto' },
  ),
  BACKUP_FOLDER: setting(
    text,
    'Folder in which a node with `JOBS` on makes a backup each night, reads it to its end, and only then lets older ones go. It must be there already; best on another disk, and set on one node only. Without it nobody makes backups but you.',
  ),
  BACKUP_KEEP: setting(
    keep,
    'Which backups in `BACKUP_FOLDER` are kept: the newest of so many days, and of so many weeks the newest.',
    { fallback: '7 daily, 4 weekly' },
  ),
  LOG_LEVEL: setting(
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    'How much is logged.',
    {
      fallback: 'info',
    },
  ),
  TRUST_PROXY: setting(
    switchValue,
    '`on` behind a reverse proxy that sets `X-Request-Id` and `X-Forwarded-For` itself: requests then keep that id in the log, and limits count by that address.',
    { fallback: 'off' },
  ),
  API_RATE: setting(
    rate,
    'How often programs may ask `/api`, and agents `/mcp`, each token and each address by itself: calls and seconds, or `off`.',
    { fallback: '500/300' },
  ),
  SOURCES: setting(
    sourceList,
    'What papers come from: names separated by commas, each with its parts (`arxiv:cs.AI+cs.CL`, `biorxiv:neuroscience`, `openreview:ICLR.cc/2026/Conference`, `acl:2025.acl`). `SOURCES=` harvests nothing.',
    { fallback: 'arxiv:cs.AI+cs.CL+cs.CV+cs.LG,hf-daily', mayBeEmpty: true },
  ),
  CONTACT_EMAIL: setting(
    mailAddress,
    'Told to the sources with every request, so that they can write instead of blocking.',
  ),
  ARXIV_OAI_URL: setting(webAddress, 'Address of arXiv’s OAI-PMH.', {
    fallback: 'https://oaipmh.arxiv.org/oai',
  }),
  ARXIV_API_URL: setting(webAddress, 'Address of arXiv’s query API.', {
    fallback: 'https://export.arxiv.org/api/query',
  }),
  ARXIV_RSS_URL: setting(webAddress, 'Address of arXiv’s daily feeds.', {
    fallback: 'https://rss.arxiv.org',
  }),
  HF_URL: setting(webAddress, 'Address of the daily list.', { fallback: 'https://huggingface.co' }),
  BIORXIV_URL: setting(webAddress, 'Address of bioRxiv’s and medRxiv’s API.', {
    fallback: 'https://api.biorxiv.org',
  }),
  OPENREVIEW_URL: setting(webAddress, 'Address of OpenReview’s API.', {
    fallback: 'https://api2.openreview.net',
  }),
  ACL_URL: setting(webAddress, 'Address of the ACL Anthology’s XML files.', {
    fallback: 'https://raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml',
  }),
  OPENALEX_URL: setting(webAddress, 'Address of OpenAlex.', { fallback: 'https://api.openalex.org' }),
  SEMANTIC_SCHOLAR_URL: setting(webAddress, 'Address of Semantic Scholar.', {
    fallback: 'https://api.semanticscholar.org/graph/v1',
  }),
  CROSSREF_URL: setting(webAddress, 'Address of Crossref.', { fallback: 'https://api.crossref.org' }),
  DATACITE_URL: setting(webAddress, 'Address of DataCite.', { fallback: 'https://api.datacite.org' }),
  GITHUB_API_URL: setting(webAddress, 'Address of GitHub’s API.', { fallback: 'https://api.github.com' }),
  OPENALEX_API_KEY: setting(text, 'Key for OpenAlex: without one it answers fewer questions a day.', {
    secret: true,
  }),
  SEMANTIC_SCHOLAR_API_KEY: setting(
    text,
    'Key for Semantic Scholar: without one it answers fewer questions a day.',
    { secret: true },
  ),
  GITHUB_API_KEY: setting(text, 'Token for GitHub: without one it answers 60 questions an hour.', {
    secret: true,
  }),
  FETCH_ALLOW: setting(
    hostList,
    'Hosts in private networks that may be asked for papers, told by webhooks or written to as channels, separated by commas; all others there are refused.',
    { fallback: '' },
  ),
  ALLOWED_HOSTS: setting(
    hostList,
    'Further host names under which requests are accepted, separated by commas.',
    {
      fallback: '',
    },
  ),
  ENCODER_URL: setting(
    webAddress,
    'An OpenAI-compatible address of embeddings (`https://…/v1/embeddings`), instead of the built-in encoder. Texts of papers and queries are sent there.',
  ),
  ENCODER_MODEL: setting(text, 'Name of the model that `ENCODER_URL` is asked for.'),
  ENCODER_API_KEY: setting(text, 'Key for `ENCODER_URL`.', { secret: true }),
  ENCODER_DIMENSIONS: setting(
    integer(128, 4096),
    'Numbers a vector of `ENCODER_URL` or `ENCODER_FOLDER` has: a multiple of 128; longer vectors are cut.',
    { fallback: '768' },
  ),
  ENCODER_FOLDER: setting(
    text,
    'Folder of a transformers.js model, instead of the built-in encoder. Needs the package `@huggingface/transformers`.',
  ),
  ...mailSettings,
  REGISTRATION: setting(
    oneOf('open', 'invite', 'closed'),
    'Who can sign up: everybody, whoever an admin invited, or nobody (accounts are then made in the shell).',
    { fallback: 'open' },
  ),
  GITHUB_CLIENT_ID: setting(
    text,
    'For signing in with GitHub: the client id that it gave this site, whose address for coming back is `/auth/callback/github`.',
  ),
  GITHUB_CLIENT_SECRET: setting(text, 'The secret to it.', { secret: true }),
  GOOGLE_CLIENT_ID: setting(
    text,
    'For signing in with Google: the client id that it gave this site, whose address for coming back is `/auth/callback/google`.',
  ),
  GOOGLE_CLIENT_SECRET: setting(text, 'The secret to it.', { secret: true }),
  ORCID_CLIENT_ID: setting(
    text,
    'For signing in with ORCID: the client id that it gave this site, whose address for coming back is `/auth/callback/orcid`.',
  ),
  ORCID_CLIENT_SECRET: setting(text, 'The secret to it.', { secret: true }),
  HF_CLIENT_ID: setting(
    text,
    'For signing in with Hugging Face: the client id that it gave this site, whose address for coming back is `/auth/callback/huggingface`.',
  ),
  HF_CLIENT_SECRET: setting(text, 'The secret to it.', { secret: true }),
  OIDC_CLIENT_ID: setting(
    text,
    'For signing in with a service of OpenID Connect: the client id that it gave this site, whose address for coming back is `/auth/callback/oidc`.',
  ),
  OIDC_CLIENT_SECRET: setting(text, 'The secret to it.', { secret: true }),
  OIDC_ISSUER: setting(
    webAddress,
    'Address of that service, below which `/.well-known/openid-configuration` lies.',
  ),
  OIDC_NAME: setting(text, 'What it is called on the button: “Sign in with NAME”.', {
    fallback: 'your organisation',
  }),
  SECRET_KEY: setting(
    text,
    'Signs cookies and links. Without it a key is made once and kept in the store, so that all nodes share it.',
    { secret: true },
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    webAddress,
    'Where traces of requests, queries, searches and jobs go: the address of an OpenTelemetry collector for OTLP over HTTP, such as `http://127.0.0.1:4318`. Without it there are none.',
  ),
  OTEL_EXPORTER_OTLP_HEADERS: setting(headerList, 'Headers for it: `name=value,name=value`.', {
    secret: true,
  }),
  OTEL_SERVICE_NAME: setting(text, 'What this service is called in traces.', { fallback: 'broadsheet' }),
  OTEL_TRACES_SAMPLER_ARG: setting(
    share,
    'Which share of traces is sent: 1 for all. Those that begin elsewhere are decided there.',
    { fallback: '1' },
  ),
  TEST_POLITENESS_MS: setting(
    integer(0, 60_000),
    'For tests: milliseconds between two requests to one host, instead of what each host asks for. Refused unless every source is on this machine.',
  ),
  TEST_CLOCK: setting(
    testClock,
    'For tests: the moment at which the clock starts and, after a space, its speed (`2025-12-05T09:00:00Z 60`). Refused unless `HOST` is a loopback address.',
  ),
} as const
