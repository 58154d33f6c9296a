// The employers' portal: login, lost codes, personal space.
const { randomBytes } = require('node:crypto');
const { promisify } = require('node:util');
const express = require('express');
const session = require('express-session');
const { port, is, t, at } = require('./options');
const pages = require('./pages');
const rules = require('./accounts');
const { fieldsOf } = require('./html');
const { topics } = require('./topics');
const { sendSecret } = require('./mail');
const { spell } = require('./sound');

const RECREATE = `Recréez-le en passant par « ${t('Codes perdus')} ».`;
const INCOMPLETE = 'Remplissez toutes les rubriques marquées *.';
const NEEDED = ['last_name', 'first_name', 'identifier', 'email', 'question', 'answer'];
const app = express();
let lastFound;

app.use(at.files, express.static(`${__dirname}/files`));
app.use(express.urlencoded({ extended: false }));
app.use(session({
  name: 'visite', secret: randomBytes(32).toString('hex'), resave: false, saveUninitialized: false, rolling: true,
  cookie: { httpOnly: true, sameSite: 'lax', maxAge: 30 * 60 * 1000 },
}));

/** Who is connected, or has still to enter the code of the page; a renewed secret ends both. */
app.use((req, res, next) => {
  const kept = identifier => rules.byIdentifier(identifier, req.session.epoch);
  req.user = kept(req.session.user);
  req.waiting = kept(req.session.waiting);
  res.set('Cache-Control', 'no-store');
  next();
});

const go = (res, address) => res.redirect(303, address);
function show(page, req, res, extra = {}) {
  const { refusal, values = {} } = req.session.told ?? {};
  delete req.session.told;
  req.session.token ??= randomBytes(16).toString('hex');
  res.send(String(page({ user: req.user, token: req.session.token, refusal, values, ...extra })));
}

const trouble = (status, title, text) => (req, res) => show(pages.trouble, req, res.status(status), { title, text });
const expired = trouble(403, 'Page périmée', 'Cette page est restée ouverte trop longtemps. Reprenez depuis le début.');

/** Posts are accepted from our own forms only. */
app.use((req, res, next) => {
  if (req.method !== 'POST') return next();
  req.fields = fieldsOf(req.body);
  return req.session.token && req.fields.token === req.session.token ? next() : expired(req, res);
});

/** Sends back to a page that tells the refusal and keeps what was typed. */
function refuse(req, res, address, refusal) {
  const { secret, answer, check, token, act, ...values } = req.fields;
  req.session.told = { refusal, values };
  go(res, address);
}

async function freshSession(req, values) {
  await promisify(req.session.regenerate).call(req.session);
  Object.assign(req.session, values);
}
async function enter(req, res, account) {
  await freshSession(req, { user: account.identifier, epoch: account.epoch });
  go(res, account.first_login_done ? at.desk : at.first);
}
async function leave(req, res) {
  await freshSession(req, {});
  go(res, at.login);
}

app.get('/', (req, res) => go(res, at.home));
app.get(at.home, (req, res) => show(pages.home, req, res));

// Login
app.get(at.login, (req, res) => (req.user ? go(res, at.desk) : show(pages.login, req, res)));
app.post(at.login, async (req, res) => {
  const account = rules.signIn(req.fields.identifier, req.fields.secret);
  if (!account) return refuse(req, res, at.login, 'Nom de connexion ou code secret inexact.');
  if (account.voided) return refuse(req, res, at.login, `Après 3 erreurs sur le code de vérification, ce code secret ne sert plus. ${RECREATE}`);
  if (!account.check) return enter(req, res, account);
  const { identifier, epoch } = account;
  await freshSession(req, { waiting: identifier, epoch, user: is('space-before-verification') ? identifier : undefined });
  return go(res, at.check);
});
app.get(at.check, (req, res) => (req.waiting?.check ? show(pages.check, req, res) : go(res, at.login)));
app.post(at.check, async (req, res) => {
  const account = req.waiting;
  if (!account?.check || req.fields.act) return leave(req, res);
  if (!req.fields.check) return refuse(req, res, at.check, 'Écrivez le code de vérification.');
  if (rules.verify(account, req.fields.check)) return enter(req, res, account);
  if (!account.voided) return refuse(req, res, at.check, `Ce n'est pas le bon code de vérification. Essais restants : ${rules.triesLeft(account)}.`);
  await freshSession(req, {});
  return refuse(req, res, at.login, `Trop d'erreurs sur le code de vérification : votre code secret ne sert plus. ${RECREATE}`);
});
const isNew = user => user && !user.first_login_done;
app.get(at.first, (req, res) => (isNew(req.user) ? show(pages.first, req, res) : go(res, at.login)));
app.post(at.first, (req, res) => {
  if (!isNew(req.user)) return go(res, at.login);
  const { question, answer } = req.fields;
  if (!rules.questions.includes(question) || !answer) return refuse(req, res, at.first, INCOMPLETE);
  Object.assign(req.user, { question, answer, first_login_done: true });
  return go(res, at.desk);
});
app.get(at.desk, (req, res) => {
  if (!req.user) return go(res, at.login);
  return isNew(req.user) ? go(res, at.first) : show(pages.desk, req, res);
});
app.post(at.leave, leave);

// Lost codes
app.get(at.choice, (req, res) => {
  delete req.session.found;
  show(pages.choice, req, res);
});
app.get(at.member, (req, res) => show(pages.member, req, res));

function searchPage(address, next) {
  app.get(address, (req, res) => show(pages.search, req, res, { action: address }));
  app.post(address, (req, res) => {
    const { fields } = req;
    if (fields.act) return go(res, at.choice);
    if (!fields.siret || !fields.last_name || !fields.first_name) return refuse(req, res, address, INCOMPLETE);
    if (!fields.bcr && !fields.contract && !is('neither-reference')) return refuse(req, res, address, 'Donnez la référence BCR, celle du contrat, ou les deux.');
    const account = rules.search(fields);
    if (!account) return refuse(req, res, address, 'Aucun gestionnaire dont les accès puissent être retrouvés ne répond à ces renseignements. Relisez les conseils de cette page ou adressez-vous à un autre gestionnaire de votre structure.');
    lastFound = req.session.found = account.identifier;
    return go(res, next);
  });
}
searchPage(at.search, at.found);
searchPage(at.searchBoth, at.renew);

/** A page that shows something kept in the session, or else the choice. */
const showKept = (name, page) => (req, res) =>
  (req.session[name] ? show(page, req, res, { [name]: req.session[name] }) : go(res, at.choice));
app.get(at.found, showKept('found', pages.found));
app.get(at.renew, (req, res) => {
  let { found } = req.session;
  if (found && is('identifier-of-another-visitor')) found = lastFound;
  if (is('identifier-left-blank')) found = undefined;
  show(pages.renew, req, res, { found });
});

async function renewFor(account) {
  const codes = rules.drawCodes();
  await sendSecret(account, codes);
  rules.renew(account, codes);
  return codes.check;
}

app.post(at.renew, async (req, res) => {
  const { fields } = req;
  const account = rules.identify(fields);
  if (fields.act) {
    if (account && is('cancel-creates')) await renewFor(account);
    return go(res, at.choice);
  }
  if (NEEDED.some(name => !fields[name])) return refuse(req, res, at.renew, INCOMPLETE);
  if (!account) return refuse(req, res, at.renew, 'Ces renseignements ne permettent pas de recréer un code secret : ils diffèrent de ceux du compte, ou ce compte ne remplit pas les conditions rappelées en bas de page.');
  const shown = await renewFor(account).catch(error => console.error(`mail not sent: ${error.message}`));
  if (!shown) return refuse(req, res, at.renew, 'Le message n\'a pas pu partir : rien n\'a changé. Réessayez dans quelques minutes.');
  const heard = is('sound-of-earlier') ? req.session.heard ?? shown : shown;
  Object.assign(req.session, { shown, heard, found: undefined });
  return go(res, at.shown);
});

app.get(at.shown, showKept('shown', pages.shown));
app.post(at.shown, (req, res) => {
  delete req.session.shown;
  go(res, at.login);
});
app.get(at.sound, async (req, res) => {
  if (!req.session.shown) return go(res, at.choice);
  return res.type('audio/wav').send(await spell(req.session.heard));
});

// Information
app.get(`${at.info}/:slug`, (req, res, next) => {
  const topic = topics.get(req.params.slug);
  return topic ? show(pages.info, req, res, { topic }) : next();
});
app.get(at.find, (req, res) => {
  const wanted = fieldsOf(req.query).q.toLowerCase();
  const slugs = [...topics.keys()].filter(slug => wanted && topics.get(slug)[0].toLowerCase().includes(wanted));
  show(pages.results, req, res, { slugs });
});

app.use(trouble(404, 'Page introuvable', 'Cette adresse ne mène à aucune page.'));
app.listen(port, '127.0.0.1', error => { if (error) throw error; });
process.on('SIGTERM', () => process.exit(0));
