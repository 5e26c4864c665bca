// Sends the files of a form in pieces, shows how far each is, and goes on after a lost connection. Without this the form
// carries the files itself.
const PIECE = 2 * 1024 * 1024
const PAUSES_MS = [0, 1000, 3000, 5000, 10000, 20000]

const field = document.querySelector('input[type=file][data-arriving]')
const form = field?.form

// What the browser remembers of a file that was begun is a hash: its name stays out of the browser's storage.
async function fingerprint(file) {
  if (!crypto.subtle) return null
  const known = [file.name, file.type, file.size, file.lastModified, location.pathname].join('\n')
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(known)))
  return `arriving-${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

function make(name, text = '', attributes = {}) {
  const made = Object.assign(document.createElement(name), { textContent: text })
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

// A line for each file with a bar, and one sentence that a screen reader speaks.
function drawn(files) {
  document.querySelector('.app-arriving')?.remove()
  const place = make('div', '', { class: 'app-arriving' })
  const said = make('p', '', { class: 'govuk-body', role: 'status' })
  const list = make('ul', '', { class: 'govuk-list' })
  const bars = files.map((file) => {
    const line = make('li', `${file.name} `, { class: 'app-break' })
    const bar = make('progress', '', { max: file.size, value: 0, 'aria-label': `Sent of ${file.name}` })
    line.append(bar)
    list.append(line)
    return bar
  })
  place.append(said, list)
  field.closest('.govuk-form-group').after(place)
  return { said, bars }
}

function send(file, bar) {
  return new Promise((done, failed) => {
    const upload = new tus.Upload(file, {
      endpoint: field.dataset.arriving,
      headers: { 'X-CSRFToken': form.elements.csrfmiddlewaretoken.value },
      metadata: { filename: file.name },
      chunkSize: PIECE,
      retryDelays: PAUSES_MS,
      fingerprint,
      onProgress: (sent) => { bar.value = sent },
      onSuccess: () => {
        bar.value = file.size
        done(upload.url.split('/').at(-2))
      },
      onError: failed,
    })
    upload.findPreviousUploads().then((known) => {
      if (known.length) upload.resumeFromPreviousUpload(known[0])
      upload.start()
    }, failed)
  })
}

const refused = (error) => error.originalResponse?.getStatus() ?? 0

// The numbers of the files once all are there; nothing when the form is to carry them itself, as when one is refused.
async function arrivals(files) {
  const { said, bars } = drawn(files)
  const numbers = []
  for (const [at, file] of files.entries()) {
    said.textContent = `Sending file ${at + 1} of ${files.length}`
    try {
      numbers.push(await send(file, bars[at]))
    } catch (error) {
      if (refused(error)) return null
      said.textContent = 'The connection was lost. What was sent is kept: press the button again to go on from there.'
      said.className = 'govuk-error-message'
      return undefined
    }
  }
  said.textContent = 'Everything is sent.'
  return numbers
}

let busy = false

async function submitted(event) {
  // What is no larger than one piece the form carries as fast.
  const size = [...field.files].reduce((sum, file) => sum + file.size, 0)
  if (event.defaultPrevented || size <= PIECE) return
  event.preventDefault()
  if (busy) return
  busy = true
  const numbers = await arrivals([...field.files])
  busy = false
  if (numbers === undefined) return
  if (numbers) {
    form.append(...numbers.map((value) => make('input', '', { type: 'hidden', name: 'arrived', value })))
    field.disabled = true
  }
  HTMLFormElement.prototype.submit.call(form)
}

if (form && window.tus?.isSupported) {
  form.addEventListener('submit', submitted)
  // Back from the next page: the form is as it was before it was sent.
  addEventListener('pageshow', () => {
    field.disabled = false
    form.querySelectorAll('input[name=arrived]').forEach((each) => each.remove())
  })
}
