// Says under a plot what its lines are at the pointer. Without it the page lacks nothing else.
const { plots, left, right, width } = JSON.parse(document.getElementById('readings').textContent)
const two = (number) => String(number).padStart(2, '0')

function write(value, kind) {
  if (kind !== 'clock') return value.toLocaleString('en-US', { maximumFractionDigits: 1 })
  const seconds = Math.abs(Math.round(value))
  const hours = seconds >= 3600 ? `${Math.floor(seconds / 3600)}:` : ''
  const minutes = Math.floor((seconds % 3600) / 60)
  return `${value < 0 ? '−' : ''}${hours}${hours ? two(minutes) : minutes}:${two(seconds % 60)}`
}

for (const svg of document.querySelectorAll('svg[data-plot]')) {
  const { xs, from, to, names, values, writes } = plots[svg.dataset.plot]
  const cursor = svg.querySelector('.cursor')
  const out = svg.parentElement.querySelector('.read-out')
  const usual = out.textContent
  svg.addEventListener('pointermove', ({ clientX }) => {
    const box = svg.getBoundingClientRect()
    const at = ((clientX - box.left) / box.width) * width
    const wanted = from + ((at - left) / (right - left)) * (to - from)
    let index = xs.findIndex((x) => x >= wanted)
    if (index === -1) index = xs.length - 1
    if (index < 0) return
    const x = left + ((xs[index] - from) / (to - from)) * (right - left)
    cursor.setAttribute('x1', x)
    cursor.setAttribute('x2', x)
    const said = names.map((name, line) => `${name} ${write(values[line][index], writes.y)}`)
    const where = writes.x === 'clock' ? 'At' : 'Position'
    out.textContent = `${where} ${write(xs[index], writes.x)}: ${said.join(', ')}`
  })
  svg.addEventListener('pointerleave', () => {
    cursor.setAttribute('x1', -9)
    cursor.setAttribute('x2', -9)
    out.textContent = usual
  })
}
