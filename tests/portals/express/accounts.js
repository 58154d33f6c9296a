// The accounts and the rules that apply to them.
const { randomInt } = require('node:crypto');
const { records, is } = require('./options');

const [LETTERS, DIGITS] = ['ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'];
const MAX_TRIES = is('fourth-try') ? 4 : 3;

const accounts = records.map(record => ({
  ...record,
  secret: record.confidential_code, formerSecrets: [],
  check: null, formerChecks: [], // code to enter at the next login, and earlier ones
  tries: 0, voided: false,
  epoch: 0, // sessions opened under an earlier secret are closed
}));

const ownQuestions = [
  'Dans quelle ville êtes-vous né(e) ?', 'Comment s\'appelait votre premier animal de compagnie ?',
  'Quel était le nom de votre école primaire ?', 'Quel est le second prénom de votre père ?',
  'Quel métier vouliez-vous faire enfant ?',
];
const questions = [...new Set([...accounts.map(account => account.question).filter(Boolean), ...ownQuestions])];
if (is('questions-reversed')) questions.reverse();
const draw = (alphabet, length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
const byIdentifier = (identifier, epoch) => accounts.find(account =>
  account.identifier === identifier && (epoch === undefined || account.epoch === epoch));

const mayRecover = account =>
  (account.role === 'administrator' || is('members-recover'))
  && account.first_login_done
  && (account.email_valid || is('bad-address-recovers'));

function sameName(account, lastName, firstName) {
  const fold = text => (is('name-any-case') ? text.toLowerCase() : text);
  const first = fold(account.first_name);
  return fold(account.last_name) === fold(lastName)
    && (first === fold(firstName) || (is('first-name-beginning') && first.startsWith(fold(firstName))));
}

function sameReferences(account, bcr, contract) {
  const capitals = text => (is('bcr-any-case') ? text.toUpperCase() : text);
  const contractFits = account.contract === capitals(contract)
    || (is('contract-of-anyone') && accounts.some(other => other.contract === contract));
  return (!bcr || account.bcr === capitals(bcr)) && (!contract || contractFits);
}

/** The account of this administrator, if exactly one fits. */
function search({ siret, bcr, contract, last_name, first_name }) {
  const fitting = accounts.filter(account => mayRecover(account) && account.siret === siret
    && sameReferences(account, bcr, contract) && sameName(account, last_name, first_name));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The account whose details are all given as registered, or nothing. */
function identify({ last_name, first_name, identifier, email, question, answer }) {
  const account = byIdentifier(identifier);
  if (!account || !mayRecover(account)) return undefined;
  const sameAddress = account.email === email
    || (is('colleague-address') && accounts.some(other => other.siret === account.siret && other.email === email));
  const sameAnswer = account.answer === answer || (is('answer-part') && answer && account.answer.includes(answer));
  const sameQuestion = account.question === question || is('question-ignored');
  const samePerson = account.last_name === last_name && account.first_name === first_name;
  return samePerson && sameAddress && sameQuestion && sameAnswer ? account : undefined;
}

function drawCodes() {
  const check = draw(LETTERS + DIGITS, 10);
  if (is('shown-in-mailed')) return { check, secret: check + draw(DIGITS, 2) };
  if (is('secret-shape')) return { check, secret: draw(DIGITS, 4) + draw(LETTERS, 4) };
  return { check, secret: draw(LETTERS, 5) + draw(DIGITS, 3) };
}

function renew(account, { secret, check }) {
  account.formerSecrets.push(account.secret);
  if (account.check) account.formerChecks.push(account.check);
  if (!is('tries-carried')) account.tries = 0;
  Object.assign(account, { secret, check, voided: false, epoch: account.epoch + 1 });
}

function signIn(identifier, secret) {
  const account = byIdentifier(identifier);
  if (!account || !secret) return undefined;
  const fits = account.secret === secret || (is('old-secret-valid') && account.formerSecrets.includes(secret));
  if (fits && is('tries-per-visit')) account.tries = 0;
  return fits ? account : undefined;
}

/** Tells whether the code entered is the expected one; too many errors void the secret. */
function verify(account, code) {
  if (code === account.check || (is('earlier-verification') && account.formerChecks.includes(code))) {
    Object.assign(account, { check: null, formerChecks: [], tries: 0 });
    return true;
  }
  account.tries += 1;
  if (account.tries >= MAX_TRIES) Object.assign(account, { voided: true, check: null });
  return false;
}
const triesLeft = account => MAX_TRIES - account.tries;

module.exports = { questions, byIdentifier, search, identify, drawCodes, renew, signIn, verify, triesLeft };
