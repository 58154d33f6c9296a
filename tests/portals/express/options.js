// Command line, active defect and variation, words and addresses of the portal.
const fs = require('node:fs');
const { parseArgs } = require('node:util');

const read = file => JSON.parse(fs.readFileSync(file, 'utf8'));
const own = name => read(`${__dirname}/${name}.json`);
const one = { type: 'string' };
const many = { type: 'string', multiple: true, default: [] };

const { values } = parseArgs({ options: { port: one, smtp: one, accounts: one, defect: many, variation: many } });
for (const name of ['port', 'smtp', 'accounts']) if (!values[name]) throw new Error(`--${name} is missing`);
for (const kind of ['defect', 'variation']) {
  const known = own(`${kind}s`).map(entry => entry.name);
  for (const name of values[kind]) if (!known.includes(name)) throw new Error(`unknown ${kind}: ${name}`);
}
const active = new Set([...values.defect, ...values.variation]);
const is = name => active.has(name);
const words = own('words');
function t(key) {
  if (!(key in words)) throw new Error(`no words for: ${key}`);
  return words[key];
}
const pages = {
  home: '', login: '/entrer', check: '/entrer/verification', first: '/entrer/premiere-visite', desk: '/bureau',
  leave: '/sortir', choice: '/secours', search: '/secours/nom', searchBoth: '/secours/nom-et-secret',
  found: '/secours/nom/trouve', renew: '/secours/secret', shown: '/secours/secret/cree',
  sound: '/secours/secret/cree.wav', member: '/secours/membre', info: '/info', find: '/trouver', files: '/fichiers',
};
const at = Object.fromEntries(Object.entries(pages).map(
  ([page, end], i) => [page, is('other-addresses') ? `/pro/p${100 + i}` : `/employeurs${end}`],
));
const [host, smtpPort] = values.smtp.split(':');
module.exports = { port: Number(values.port), smtp: { host, port: Number(smtpPort) }, records: read(values.accounts), is, t, at };
