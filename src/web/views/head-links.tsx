import type { SiteAssets } from './site.ts'

/** The one stylesheet, the one script, and the font, asked for before the stylesheet has been read. */
export function HeadLinks({ assets }: { assets: SiteAssets }) {
  return (
    <>
      {assets.fonts.map((font) => (
        <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossOrigin="anonymous" />
      ))}
      <link rel="stylesheet" href={assets.css} />
      <script type="module" src={assets.script} />
    </>
  )
}
