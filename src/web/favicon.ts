// The mark of the site in the tab of a browser.

/** A sheet with a headline, a picture and three lines. */
export const faviconSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect width="32" height="32" rx="5" fill="#9b2c1f"/>' +
  '<path d="M7 7h18v4H7zM7 14h8v11H7zM18 14h7v2h-7zM18 18.5h7v2h-7zM18 23h7v2h-7z" fill="#fbfaf6"/></svg>'

/** The same as an icon of 32 × 32 pixels, for what asks for `/favicon.ico` unasked: a PNG in an ICO container. */
export const faviconIco = new Uint8Array(Buffer.from(faviconIcoBase64(), 'base64'))

function faviconIcoBase64(): string {
  return (
    'AAABAAEAICAAAAEAIAAtAQAAFgAAAIlQTkcNChoKAAAADUlIRFIAAAAgAAAAIAgGAAAAc3p69AAAAPRJREFUeJztl7' +
    'EJwlAURe/bwA1MKygEFzBu4Ag2YqHgCnEDCy1ECzcQN4gLaArB1k2e12ARwucLMckPIae4/Hwu5JCX5gm+HPpeoIKV' +
    'QAMoOrwqCYkArGePVwSSCBz73kahKx4rRD4SoRwH3kRVz7xxgIyFn/4OqM8nB8iVAl3lyRmtgFVgensy/+c07DHNtA' +
    'L1FqiCVsAq8OsfSM/W1k33sjRHIC/NEfDnC6aZeL9jmilMwNZN97IUJuDPl0wz8X7LNFOYQF6aI2DrpntZ6i1QBa0A' +
    'BbyIi8kILhC5uF/NmG6XU54SOIoAQFj+OOTKCPnyCOQNYg6fJvX1ABIAAAAASUVORK5CYII='
  )
}
