import type { CardFonts } from './card-fonts.ts'
import { type CardPaper, type CardSite, cardSvg } from './card-svg.ts'
import { encodePng } from './png.ts'

export type { CardPaper, CardSite } from './card-svg.ts'

/**
 * The picture (PNG, 1200 × 630) that other sites show beside a link to this paper.
 * Fonts and the renderer are loaded with the first card; a card takes about 25 ms, 4 of them in the event loop.
 */
export async function shareCard(paper: CardPaper, site: CardSite): Promise<Uint8Array> {
  const { fonts, renderAsync } = await loadRenderer()
  const image = await renderAsync(cardSvg(paper, site, fonts), {
    font: { loadSystemFonts: false, fontFiles: fonts.files, defaultFontFamily: 'Newsreader' },
  })
  return encodePng(image.pixels, image.width, image.height)
}

type Renderer = Pick<typeof import('@resvg/resvg-js'), 'renderAsync'> & { fonts: CardFonts }

let renderer: Promise<Renderer> | undefined

/** A site whose cards nobody asks for shouldn't pay for them at the start; a failed loading is tried again. */
function loadRenderer(): Promise<Renderer> {
  renderer ??= load().catch((error: unknown) => {
    renderer = undefined
    throw error
  })
  return renderer
}

async function load(): Promise<Renderer> {
  const [{ renderAsync }, { loadCardFonts }] = await Promise.all([
    import('@resvg/resvg-js'),
    import('./card-fonts.ts'),
  ])
  return { renderAsync, fonts: loadCardFonts() }
}
