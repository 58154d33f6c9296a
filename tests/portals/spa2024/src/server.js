const crypto = require('crypto'), fs = require('fs'), os = require('os'), path = require('path');
const { execFile } = require('child_process');
const express = require('express'), nodemailer = require('nodemailer');

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ', DIGITS = '23456789', MAX_TRIES = 3;
const QUESTIONS = ['Quel est le nom de jeune fille de votre mère ?', 'Quelle est votre ville de naissance ?', 'Quel est le prénom de votre meilleur ami d\'enfance ?',
  'Quel est le nom de votre premier animal de compagnie ?', 'Quel est votre livre préféré ?', 'Quel est le nom de votre première école ?'];
const MAIL = {
  from: 'e-servicesinscription@caissedesdepots.fr', subject: 'Régénération de code confidentiel',
  text: (code) => `Votre nouveau code confidentiel est le suivant :\n\n${code}\n\nA bientôt sur notre site\n\nLa Direction des Retraites\n`,
};
const pick = (alphabet, n) => Array.from({ length: n }, () => alphabet[crypto.randomInt(alphabet.length)]).join('');
const newCode = () => pick(LETTERS, 5) + pick(DIGITS, 3);
const newCertification = () => pick(LETTERS + DIGITS, 10);
const same = (a, b) => crypto.timingSafeEqual(crypto.createHash('sha256').update(a).digest(), crypto.createHash('sha256').update(b).digest());

module.exports = ({ port, smtpHost, smtpPort, accounts, files }) => {
  // certification: null, or {code, tries} from a renewal to the first login that follows it
  const byId = new Map(accounts.map((a) => [a.identifier, { ...a, code: a.confidential_code, certification: null }]));
  const questions = [...new Set([...QUESTIONS, ...accounts.map((a) => a.question).filter(Boolean)])];
  const sessions = new Map(), sounds = new Map(), tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'spa2024-'));
  const smtp = nodemailer.createTransport({ host: smtpHost, port: smtpPort, secure: false, ignoreTLS: true, connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 8000 });
  const app = express();
  app.disable('x-powered-by');
  app.use((req, res, next) => {
    res.set({ 'Content-Security-Policy': "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; form-action 'self'; frame-ancestors 'none'", 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin', 'Cache-Control': 'no-store' });
    next();
  });

  // ---- session: one HttpOnly cookie, the state stays here
  const open = (req, res) => {
    const id = crypto.randomBytes(24).toString('base64url');
    if (req.sid) sessions.delete(req.sid);
    sessions.set(id, (req.session = { at: Date.now() }));
    res.cookie('sid', id, { httpOnly: true, sameSite: 'strict', path: '/' });
    req.sid = id;
  };
  const api = express.Router();
  api.use(express.json({ limit: '20kb' }), (req, res, next) => {
    if (req.method === 'POST' && !req.is('application/json')) return res.status(415).json({ alert: 'format' });
    const id = /(?:^|; )sid=([\w-]+)/.exec(req.headers.cookie || '')?.[1];
    const s = sessions.get(id);
    if (s && Date.now() - s.at < 30 * 60e3) { req.sid = id; req.session = s; s.at = Date.now(); } else open(req, res);
    next();
  });
  const clean = (v) => (typeof v === 'string' ? v.trim() : '');
  const need = (body, names) => {
    const v = {}, errors = {};
    for (const n of Object.keys(names)) if (!(v[n] = clean(body?.[n]))) errors[n] = names[n];
    return { v, errors, bad: Object.keys(errors).length > 0 };
  };
  const refuse = (res, alert, more) => res.status(409).json({ alert, ...more });
  const eligible = (a) => a.first_login_done && a.email_valid;
  const account = (s) => s.user && byId.get(s.user);

  api.get('/etat', (req, res) => {
    const s = req.session, a = account(s);
    res.json({
      user: a ? { name: `${a.first_name} ${a.last_name}`, identifier: a.identifier, role: a.role, siret: a.siret, email: a.email } : null,
      pending: !!s.pending, found: s.found ? s.found : null, certification: s.certification || null, questions,
    });
  });

  // ---- lost codes, step 2
  api.post('/recherche', (req, res) => {
    const { v, errors } = need(req.body, { siret: 'Saisissez le numéro SIRET.', nom: 'Saisissez votre nom.', prenom: 'Saisissez votre prénom.' });
    const bcr = clean(req.body.bcr), contrat = clean(req.body.contrat), siret = v.siret.replace(/\s/g, '');
    if (v.siret && !/^\d{14}$/.test(siret)) errors.siret = 'Le numéro SIRET comporte 14 chiffres.';
    if (!bcr && !contrat) errors.bcr = errors.contrat = 'Complétez au moins l\'un de ces deux champs : numéro BCR ou numéro de contrat.';
    if (Object.keys(errors).length) return res.status(422).json({ errors });
    const found = [...byId.values()].filter((a) => a.role === 'administrator'
      && a.siret === siret && (!bcr || a.bcr === bcr) && (!contrat || a.contract === contrat)
      && a.last_name === v.nom && a.first_name === v.prenom);
    const a = found.find(eligible) || found[0];
    if (!a) return refuse(res, 'introuvable');
    if (!eligible(a)) return refuse(res, 'autre-administrateur');
    req.session.found = a.identifier;
    res.json({ identifiant: a.identifier });
  });

  // ---- step 3
  api.post('/regeneration', async (req, res) => {
    const { v, errors, bad } = need(req.body, { nom: 'Saisissez votre nom.', prenom: 'Saisissez votre prénom.', identifiant: 'Saisissez votre code identifiant.',
      email: 'Saisissez votre adresse e-mail.', question: 'Sélectionnez votre question.', reponse: 'Saisissez votre réponse.' });
    if (v.email && !/^[^\s@]+@[^\s@]+$/.test(v.email)) errors.email = 'Saisissez une adresse e-mail valable, par exemple prenom.nom@commune.fr.';
    if (bad || errors.email) return res.status(422).json({ errors });
    const a = byId.get(v.identifiant);
    if (!a || a.role !== 'administrator' || a.last_name !== v.nom || a.first_name !== v.prenom) return refuse(res, 'informations');
    if (!eligible(a)) return refuse(res, 'autre-administrateur');
    if (a.email !== v.email || a.question !== v.question || a.answer !== v.reponse) return refuse(res, 'informations');
    const code = newCode(), certification = newCertification();
    try {
      await smtp.sendMail({ from: MAIL.from, to: a.email, subject: MAIL.subject, text: MAIL.text(code), textEncoding: 'quoted-printable' });
    } catch (e) { return res.status(503).json({ alert: 'courriel' }); }
    a.code = code;
    a.certification = { code: certification, tries: 0 };
    for (const s of sessions.values()) { // whoever was inside with the former code goes out
      if (s.user === a.identifier) delete s.user;
      if (s.pending === a.identifier) delete s.pending;
    }
    delete req.session.found;
    req.session.certification = certification;
    res.json({});
  });

  // ---- step 4
  const speak = (code) => new Promise((ok, ko) => {
    const wav = path.join(tmp, `${crypto.randomBytes(8).toString('hex')}.wav`);
    execFile('espeak-ng', ['-v', 'fr', '-s', '110', '-w', wav, `${[...code].join('. ')}.`], { timeout: 10e3 }, (err) => {
      if (err) return ko(err);
      const data = fs.readFileSync(wav); fs.unlinkSync(wav); ok(data);
    });
  });
  api.get('/certification.wav', async (req, res) => {
    const code = req.session.certification;
    if (!code) return res.status(404).end();
    try {
      if (!sounds.has(code)) { if (sounds.size > 20) sounds.clear(); sounds.set(code, await speak(code)); }
      res.set('Accept-Ranges', 'none').type('audio/wav').send(sounds.get(code));
    } catch (e) { res.status(500).end(); }
  });
  api.post('/terminer', (req, res) => { delete req.session.certification; delete req.session.found; res.json({}); });
  api.post('/abandon', (req, res) => { delete req.session.found; res.json({}); });

  // ---- login
  api.post('/connexion', (req, res) => {
    const { v, errors, bad } = need(req.body, { identifiant: 'Saisissez votre code identifiant.', code: 'Saisissez votre code confidentiel.' });
    if (bad) return res.status(422).json({ errors });
    const a = byId.get(v.identifiant);
    if (!a || !same(a.code, v.code)) return refuse(res, 'connexion');
    if (a.certification && a.certification.tries >= MAX_TRIES) return refuse(res, 'renouveler');
    open(req, res);
    if (a.certification) { req.session.pending = a.identifier; return res.json({ suite: '/connexion/certification' }); }
    req.session.user = a.identifier;
    res.json({ suite: '/espace' });
  });
  api.post('/certification', (req, res) => {
    const a = byId.get(req.session.pending);
    if (!a || !a.certification) return refuse(res, 'recommencer');
    const { v, errors, bad } = need(req.body, { certification: 'Saisissez le code de certification.' });
    if (a.certification.tries >= MAX_TRIES) { delete req.session.pending; return refuse(res, 'renouveler'); }
    if (bad) return res.status(422).json({ errors });
    if (!same(a.certification.code, v.certification)) {
      a.certification.tries += 1;
      const left = MAX_TRIES - a.certification.tries;
      if (left > 0) return refuse(res, 'certification', { reste: left });
      delete req.session.pending;
      return refuse(res, 'renouveler');
    }
    a.certification = null;
    open(req, res);
    req.session.user = a.identifier;
    res.json({ suite: '/espace' });
  });
  api.post('/deconnexion', (req, res) => { open(req, res); res.json({}); });

  // ---- Ariane and the search box
  const content = JSON.parse(files['public/content.json']);
  api.post('/ariane', (req, res) => {
    const q = clean(req.body.question).toLowerCase();
    const hit = q && content.ariane.find((r) => r.mots.some((m) => q.includes(m)));
    res.json({ reponse: !q ? 'Saisissez votre question.' : hit ? hit.reponse : content.arianeSinon });
  });
  api.use((req, res) => res.status(404).json({ alert: 'inconnu' }));
  app.use('/api', api);

  // ---- the shell and its files
  const types = { js: 'text/javascript', css: 'text/css', json: 'application/json' };
  app.get(/^\/static\/([\w/.-]+)$/, (req, res) => {
    const f = files[`public/${req.params[0]}`];
    if (!f) return res.status(404).end();
    res.type(types[req.params[0].split('.').pop()] || 'text/plain').send(f);
  });
  app.get('*', (req, res) => (/\.\w+$/.test(req.path) ? res.status(404).end() : res.type('html').send(files['public/index.html'])));
  app.use((err, req, res, next) => res.status(err.status || 500).json({ alert: 'panne' })); // eslint-disable-line no-unused-vars

  const server = app.listen(port, '127.0.0.1');
  const stop = () => { fs.rmSync(tmp, { recursive: true, force: true }); server.closeAllConnections(); server.close(() => process.exit(0)); setTimeout(() => process.exit(0), 300); };
  process.on('SIGTERM', stop); process.on('SIGINT', stop);
};
