import type { CardFonts } from './card-fonts.ts'
import type { CardSite } from './card-frame.ts'
import { type CardPaper, cardSvg } from './card-svg.ts'
import { type CardList, listCardSvg } from './list-card-svg.ts'
import { encodePng } from './png.ts'

export type { CardPaper } from './card-svg.ts'

/** Widths in pixels that a card is drawn in, the largest first; the others are for those who have less room. */
export const cardWidths = [1200, 600, 300] as const
export type CardWidth = (typeof cardWidths)[number]

/**
 * The picture (PNG, 1200 × 630 at full width) that other sites show beside a link to this paper.
 * Fonts and the renderer are loaded with the first card; a card takes about 25 ms, 4 of them in the event loop.
 */
export const shareCard = (paper: CardPaper, site: CardSite, width: CardWidth = 1200): Promise<Uint8Array> =>
  draw((fonts) => cardSvg(paper, site, fonts), width)

/** The same beside a link to a list. */
export const listCard = (list: CardList, site: CardSite, width: CardWidth = 1200): Promise<Uint8Array> =>
  draw((fonts) => listCardSvg(list, site, fonts), width)

async function draw(svgOf: (fonts: CardFonts) => string, width: CardWidth): Promise<Uint8Array> {
  const { fonts, renderAsync } = await loadRenderer()
  const image = await renderAsync(svgOf(fonts), {
    font: { loadSystemFonts: false, fontFiles: fonts.files, defaultFontFamily: 'Newsreader' },
    fitTo: { mode: 'width', value: width },
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
