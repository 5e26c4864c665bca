// Shows a running job's progress without the page being loaded again. Stops for good when the job has ended.
const PAUSE_MS = 2000
const MISSES_BEFORE_STOP = 5

const ended = (piece) => ['done', 'failed'].includes(piece?.querySelector('[data-state]')?.dataset.state)

async function fetchPiece(address) {
  const response = await fetch(address, { headers: { Accept: 'text/html' }, redirect: 'error' })
  if (!response.ok) throw new Error(`status ${response.status}`)
  return new DOMParser().parseFromString(await response.text(), 'text/html').body
}

async function follow(place) {
  let misses = 0
  while (!ended(place) && misses < MISSES_BEFORE_STOP) {
    await new Promise((resume) => setTimeout(resume, PAUSE_MS))
    if (document.hidden) continue
    try {
      const piece = await fetchPiece(place.dataset.job)
      // Changed only when there is something new, so that a screen reader does not say the same thing again.
      if (piece.innerHTML.trim() !== place.innerHTML.trim()) place.replaceChildren(...piece.childNodes)
      misses = 0
    } catch {
      // The link to check again stays, whatever the network does.
      misses += 1
    }
  }
}

document.querySelectorAll('[data-job]').forEach(follow)
