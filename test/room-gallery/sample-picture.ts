/** What a seller might show: nobody's photograph, drawn here. */
export const samplePicture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 600">
<defs><linearGradient id="night" x1="0" y1="0" x2="0" y2="1">
<stop offset="0" stop-color="#16213f"/><stop offset="0.6" stop-color="#5a4a86"/><stop offset="1" stop-color="#e08a63"/>
</linearGradient></defs>
<path fill="url(#night)" d="M0 0h1200v600H0z"/>
<path fill="#fff3" d="M600 60 260 600h210zM600 60l340 540H730zM600 60 520 600h160z"/>
<g fill="#fff">${snow()}</g>
<path fill="#120f1e" d="M0 540q40-52 80 0t80 0 80 0 80 0 80 0 80 0 80 0 80 0 80 0 80 0 80 0 80 0 80 0 80 0 80 0v60H0z"/>
</svg>`

/** The same flakes each time: a picture is compared with the last one. */
function snow(): string {
  return Array.from({ length: 60 }, (_, n) => {
    const x = (n * 197) % 1_200
    const y = (n * 113) % 520
    return `<circle cx="${x}" cy="${y}" r="${2 + (n % 4)}" opacity="0.${3 + (n % 6)}"/>`
  }).join('')
}
