'use strict'
const express = require('express')
const nodemailer = require('nodemailer')
const crypto = require('crypto')
const fs = require('fs')
const path = require('path')
const { spawn } = require('child_process')
const { parseArgs } = require('util')

const { values: args } = parseArgs({
  options: {
    port: { type: 'string' }, smtp: { type: 'string' }, accounts: { type: 'string' },
    defect: { type: 'string', default: '' }, variation: { type: 'string', default: '' },
  },
})
const here = (...p) => path.join(__dirname, ...p)
for (const kind of ['defect', 'variation']) {
  const known = JSON.parse(fs.readFileSync(here(kind + 's.json'), 'utf8')).map((x) => x.name)
  if (args[kind] && !known.includes(args[kind])) { console.error(`unknown ${kind}: ${args[kind]}`); process.exit(2) }
}
const bad = (name) => args.defect === name
const alt = (name) => args.variation === name
const M = require('./wording')(JSON.parse(fs.readFileSync(here('src', 'fr.json'), 'utf8')), bad, alt)

// ---------------------------------------------------------------- state
const accounts = JSON.parse(fs.readFileSync(args.accounts, 'utf8')).map((a) => ({
  ...a, code: a.confidential_code, previous: null, provisional: false, locked: false, cert: null, audio: null, tries: 0,
}))
const byId = (id) => accounts.find((a) => a.identifier === id)
const sessions = new Map() // bearer token -> account
const challenges = new Map() // login waiting for its certification code
const audios = new Map() // audio id -> spoken code
const searchCache = new Map()
const QUESTIONS = [...new Set([
  ...accounts.map((a) => a.question).filter(Boolean),
  'Quel est le nom de jeune fille de votre mère ?', 'Quel est le prénom de votre premier enfant ?', 'Quelle est votre ville de naissance ?',
  'Quel est le nom de votre premier animal de compagnie ?', 'Quel est le titre de votre livre préféré ?', 'Quelle était la marque de votre première voiture ?',
])].sort((a, b) => a.localeCompare(b, 'fr'))

const random = (alphabet, n) => Array.from({ length: n }, () => alphabet[crypto.randomInt(alphabet.length)]).join('')
const newConfidentialCode = () => random('ABCDEFGHJKLMNPQRSTUVWXYZ', 5) + random('23456789', 3)
const newCertificationCode = () => random('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 10)
const token = () => crypto.randomBytes(24).toString('base64url')
const clean = (v) => (typeof v === 'string' ? v : '').normalize('NFC').trim()
const fullName = (a) => `${a.first_name} ${a.last_name}`
const forget = (map, account) => { for (const [k, v] of map) if (v === account) map.delete(k) }
const clearCertification = (a) => { a.cert = null; a.tries = 0; if (a.audio) audios.delete(a.audio); a.audio = null; forget(challenges, a) }
const eligible = (a) => (a.first_login_done || bad('first-login-ignored')) && (a.email_valid || bad('bad-email-allowed'))

// ---------------------------------------------------------------- mail
const [smtpHost, smtpPort] = args.smtp.split(':')
const transport = nodemailer.createTransport({ host: smtpHost, port: Number(smtpPort), secure: false, ignoreTLS: true, connectionTimeout: 5000 })
function sendCode(to, code, certification) {
  const lines = ['Votre nouveau code confidentiel est le suivant :', code, 'A bientôt sur notre site', 'La Direction des Retraites']
  if (bad('mail-tells-certification')) lines.splice(2, 0, `Votre code de certification : ${certification}`)
  return transport.sendMail({
    from: bad('mail-sender') ? 'noreply@caissedesdepots.fr' : 'e-servicesinscription@caissedesdepots.fr',
    to, subject: bad('mail-subject') ? 'Inscription à votre espace personnalisé' : 'Régénération de code confidentiel',
    text: lines.join('\n\n') + '\n',
    ...(alt('mail-html') ? { html: `<div style="font-family:Arial">${lines.map((l) => `<p>${l}</p>`).join('')}</div>` } : {}),
  })
}

// ---------------------------------------------------------------- sound
function speak(code) {
  if (bad('audio-truncated')) code = code.slice(0, 4)
  if (bad('audio-other-code')) code = newCertificationCode()
  return new Promise((resolve, reject) => {
    const p = spawn('espeak-ng', ['-v', 'fr', '-s', '120', '-g', '30', '--stdout'], { stdio: ['pipe', 'pipe', 'ignore'] })
    const parts = []
    p.on('error', reject)
    p.stdout.on('data', (d) => parts.push(d))
    p.on('close', () => {
      const wav = Buffer.concat(parts)
      if (wav.length < 1000) return reject(new Error('no sound'))
      wav.writeUInt32LE(wav.length - 8, 4) // espeak-ng writes open-ended sizes to a pipe
      wav.writeUInt32LE(wav.length - 44, 40)
      resolve(wav)
    })
    p.stdin.end([...code].map((c) => (c === 'Y' ? 'i grec' : c)).join('.\n') + '.\n')
  })
}

// ---------------------------------------------------------------- API
const app = express()
app.disable('x-powered-by')
app.use((req, res, next) => { res.set('X-Content-Type-Options', 'nosniff'); res.set('X-Frame-Options', 'DENY'); next() })
const api = express.Router()
app.use('/api', api)
api.use(express.json({ limit: '20kb' }), (req, res, next) => {
  res.set('Cache-Control', 'no-store')
  alt('slow') ? setTimeout(next, 600) : next()
})
const fail = (res, status, error, extra) => res.status(status).json({ error, ...extra })
const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next)
const bearer = (req, res, next) => {
  req.token = (req.get('Authorization') || '').replace(/^Bearer /, '')
  req.account = sessions.get(req.token)
  req.account ? next() : fail(res, 401, 'session')
}
const open = (res, a) => { const t = token(); sessions.set(t, a); res.json({ token: t }) }

api.get('/bootstrap', (req, res) => res.json({ messages: M, questions: QUESTIONS, ui: { [args.defect]: true, [args.variation]: true } }))

api.post('/auth/login', (req, res) => {
  const a = byId(clean(req.body.identifier))
  const code = clean(req.body.code)
  if (!a || !(code === a.code || (bad('old-code-kept') && code === a.previous))) return fail(res, 401, 'badCredentials')
  if (a.locked) return fail(res, 403, 'locked')
  if (!a.cert || bad('certification-not-asked')) return open(res, a)
  const challenge = token()
  challenges.set(challenge, a)
  if (bad('tries-per-login')) a.tries = 0
  res.json({ challenge })
})

api.post('/auth/certification', (req, res) => {
  const a = challenges.get(req.body.challenge)
  if (!a) return fail(res, 401, 'session')
  if (clean(req.body.code).toUpperCase() === a.cert || bad('certification-any')) {
    if (bad('certification-every-login')) { a.tries = 0; challenges.delete(req.body.challenge) } else clearCertification(a)
    return open(res, a)
  }
  a.tries += 1
  const allowed = bad('certification-five-tries') ? 5 : 3
  if (a.tries < allowed) return fail(res, 401, 'badCertification', { remaining: allowed - a.tries })
  clearCertification(a)
  a.locked = !bad('renewal-not-required')
  fail(res, 403, 'locked')
})

api.post('/auth/logout', bearer, (req, res) => { sessions.delete(req.token); res.json({}) })

api.post('/lost/search', (req, res) => {
  const b = Object.fromEntries(['siret', 'bcr', 'contract', 'lastName', 'firstName'].map((k) => [k, clean(req.body[k])]))
  if (!/^\d{14}$/.test(b.siret) || !b.lastName || !b.firstName) return fail(res, 400, 'badRequest')
  if (!b.bcr && !b.contract && !bad('search-without-number')) return fail(res, 400, 'bcrOrContract')
  if (bad('search-needs-both-numbers') && !(b.bcr && b.contract)) return fail(res, 400, 'bcrAndContract')
  const up = (v) => (bad('search-lowercase-number') ? v.toUpperCase() : v)
  const name = (v) => (bad('search-name-any-case') ? v.toLowerCase() : v).normalize('NFC')
  let found = accounts.filter((a) =>
    (a.role === 'administrator' || bad('search-finds-users'))
    && (a.siret === b.siret || bad('search-any-siret'))
    && (!b.bcr || a.bcr === up(b.bcr)) && (!b.contract || a.contract === up(b.contract))
    && name(a.last_name) === name(b.lastName) && name(a.first_name) === name(b.firstName))
  if (!found.length) return fail(res, 404, 'notFound')
  found = found.filter(eligible)
  if (!found.length) return fail(res, 403, 'notEligible')
  if (bad('search-cached')) { // keyed by establishment: the next colleague gets the first one's identifier
    if (!searchCache.has(b.siret)) searchCache.set(b.siret, found)
    found = searchCache.get(b.siret)
  }
  res.json({ identifiers: found.map((a) => a.identifier) })
})

api.post('/lost/regenerate', wrap(async (req, res) => {
  const b = Object.fromEntries(['lastName', 'firstName', 'identifier', 'email', 'question', 'answer'].map((k) => [k, clean(req.body[k])]))
  if (Object.values(b).some((v) => !v)) return fail(res, 400, 'badRequest')
  const a = byId(b.identifier)
  const mailOk = a && (a.email === b.email || bad('regenerate-any-email') || bad('mail-to-typed-address'))
  if (!a || a.role !== 'administrator' || clean(a.last_name) !== b.lastName || clean(a.first_name) !== b.firstName || !mailOk) return fail(res, 403, 'mismatch')
  if (!eligible(a)) return fail(res, 403, 'notEligible')
  if (clean(a.question) !== b.question && !bad('regenerate-any-question')) return fail(res, 403, 'mismatch')
  if (clean(a.answer) !== b.answer && !bad('regenerate-any-answer')) return fail(res, 403, 'mismatch')
  const code = newConfidentialCode()
  const cert = newCertificationCode()
  try {
    await sendCode(bad('mail-to-typed-address') ? b.email : a.email, code, cert)
  } catch (e) {
    console.error('smtp:', e.message)
    return fail(res, 502, 'mail')
  }
  clearCertification(a)
  Object.assign(a, { previous: a.code, code: bad('mail-code-unusable') ? newConfidentialCode() : code, cert, audio: token(), provisional: true, locked: false })
  audios.set(a.audio, cert)
  forget(sessions, a)
  res.json({ certification: bad('confidential-code-shown') ? code : cert, audio: `/api/certifications/${a.audio}/audio.wav` })
}))

api.get('/certifications/:id/audio.wav', wrap(async (req, res) => {
  const code = audios.get(req.params.id)
  if (!code) return fail(res, 404, 'notFound')
  const wav = await speak(code)
  const range = /^bytes=(\d+)-(\d*)$/.exec(req.get('Range') || '')
  res.type('audio/wav').set('Accept-Ranges', 'bytes')
  if (!range || Number(range[1]) >= wav.length) return res.send(wav)
  const end = range[2] ? Math.min(Number(range[2]), wav.length - 1) : wav.length - 1
  res.status(206).set('Content-Range', `bytes ${range[1]}-${end}/${wav.length}`).send(wav.subarray(Number(range[1]), end + 1))
}))

api.get('/me', bearer, (req, res) => {
  const a = req.account
  res.json({ identifier: a.identifier, name: fullName(a), role: a.role, siret: a.siret, email: a.email, provisional: a.provisional, secret: a.first_login_done })
})

api.post('/me/code', bearer, (req, res) => {
  const a = req.account
  if (clean(req.body.current) !== a.code) return fail(res, 403, 'badCurrent')
  if (clean(req.body.code).length < 8) return fail(res, 400, 'badRequest')
  Object.assign(a, { code: clean(req.body.code), provisional: false })
  res.json({})
})

api.post('/me/secret', bearer, (req, res) => {
  const [question, answer] = [clean(req.body.question), clean(req.body.answer)]
  if (req.account.first_login_done || !QUESTIONS.includes(question) || !answer) return fail(res, 400, 'badRequest')
  Object.assign(req.account, { question, answer, first_login_done: true })
  res.json({})
})

const admin = [bearer, (req, res, next) => (req.account.role === 'administrator' ? next() : fail(res, 403, 'forbidden'))]
api.get('/establishment/accounts', admin, (req, res) => res.json(accounts
  .filter((a) => a.siret === req.account.siret && a !== req.account)
  .map((a) => ({ identifier: a.identifier, name: fullName(a), role: a.role }))))
api.post('/establishment/accounts/:id/regenerate', admin, (req, res) => {
  const a = byId(req.params.id)
  if (!a || a.siret !== req.account.siret || a === req.account) return fail(res, 403, 'forbidden')
  clearCertification(a)
  forget(sessions, a)
  Object.assign(a, { previous: a.code, code: newConfidentialCode(), provisional: true, locked: false })
  res.json({ code: a.code })
})
api.use((req, res) => fail(res, 404, 'notFound'))
api.use((err, req, res, next) => { console.error(err.message); fail(res, err.status || 500, err.status ? 'badRequest' : 'network') })

// ---------------------------------------------------------------- pages
app.use(express.static(here('public'), { index: false, maxAge: 0 }))
app.use((req, res) => res.sendFile(here('public', 'index.html')))

const server = app.listen(Number(args.port), '127.0.0.1')
for (const sig of ['SIGTERM', 'SIGINT']) process.on(sig, () => { server.close(); process.exit(0) })
