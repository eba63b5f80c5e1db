/** The mailbox in the browser: a list that follows the server's events, and the mail named in the address. */
const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}
const byId = (id) => document.getElementById(id)
const chosen = () => location.hash.slice(1)

let mails = []
/** What the reader shows, so that news about other mails does not redraw it. */
let shown

async function refresh() {
  mails = (await (await fetch('/api/v1/messages?limit=100')).json()).messages
  drawList()
  await drawMail()
}

function drawList() {
  const rows = mails.map((mail) => {
    const link = element(
      'a',
      { href: `#${mail.ID}` },
      element('strong', { className: mail.Read ? '' : 'unread', textContent: mail.Subject }),
      element('time', { dateTime: mail.Created, textContent: ago(mail.Created) }),
      element('span', { className: 'to', textContent: mail.To[0].Address }),
    )
    if (mail.ID === chosen()) link.setAttribute('aria-current', 'true')
    return element('li', {}, link)
  })
  byId('list').replaceChildren(...rows)
  const unread = mails.filter((mail) => !mail.Read).length
  document.title = unread > 0 ? `(${unread}) Mailbox` : 'Mailbox'
}

async function drawMail() {
  const id = chosen()
  document.body.classList.toggle('reading', id !== '')
  document.body.classList.toggle('none', mails.length === 0)
  if (shown === `${id}/${mails.length === 0}`) return
  shown = `${id}/${mails.length === 0}`
  const answer = id ? await fetch(`/api/v1/message/${encodeURIComponent(id)}`) : undefined
  byId('reader').replaceChildren(answer?.ok ? article(await answer.json()) : hint())
}

function hint() {
  const [title, text] =
    mails.length > 0
      ? ['Choose a mail', 'Sign-in links and codes that the stack sends arrive here, and nowhere else.']
      : ['No mail yet', 'Ask for a sign-in link in the app. It arrives here by itself; nothing leaves this machine.']
  return element(
    'div',
    { className: 'empty' },
    element('h2', { textContent: title }),
    element('p', { textContent: text }),
  )
}

function article(mail) {
  const parsed = new DOMParser().parseFromString(mail.HTML, 'text/html')
  const link = parsed.querySelector('a[href*="/auth/v1/verify"]')
  const code = /\b\d{6,10}\b/.exec(parsed.querySelector('strong')?.textContent ?? '')?.[0]
  const made = element(
    'article',
    {},
    element('h2', { textContent: mail.Subject }),
    element('p', {
      className: 'meta',
      textContent: `to ${mail.To[0].Address}, ${new Date(mail.Date).toLocaleString()}`,
    }),
  )
  if (link) made.append(element('a', { className: 'go', href: link.href, textContent: link.textContent }))
  if (code)
    made.append(
      element('p', { className: 'code', textContent: code }, element('small', { textContent: 'or this code' })),
    )
  const frame = element('iframe', { title: 'The mail as it was sent', srcdoc: mail.HTML })
  frame.setAttribute('sandbox', '')
  made.append(element('details', {}, element('summary', { textContent: 'The whole mail' }), frame))
  return made
}

function ago(date) {
  const seconds = Math.round((Date.now() - new Date(date)) / 1000)
  if (seconds < 60) return 'now'
  const [amount, unit] =
    seconds < 3600 ? [seconds / 60, 'minute'] : seconds < 86400 ? [seconds / 3600, 'hour'] : [seconds / 86400, 'day']
  return new Intl.RelativeTimeFormat('en', { style: 'narrow' }).format(-Math.round(amount), unit)
}

const events = new EventSource('/events')
events.onmessage = () => refresh()
events.onopen = () => {
  byId('state').textContent = 'live'
}
events.onerror = () => {
  byId('state').textContent = 'the stack is not running'
}
byId('back').onclick = () => {
  location.hash = ''
}
byId('clear').onclick = async () => {
  await fetch('/api/v1/messages', { method: 'DELETE' })
  location.hash = ''
}
addEventListener('hashchange', () => {
  drawList()
  void drawMail()
})
