// Reads the sources, applies the edits of --defect / --variation (edits.json) to the text, and starts the server.
const fs = require('fs'), path = require('path'), Module = require('module');
const root = path.join(__dirname, '..'), read = (f) => fs.readFileSync(path.join(root, f), 'utf8');
const argv = process.argv.slice(2), opt = {};
for (let i = 0; i < argv.length; i += 2) opt[argv[i].replace(/^--/, '')] = argv[i + 1];
for (const need of ['port', 'smtp', 'accounts']) if (!opt[need]) { console.error(`--${need} manque`); process.exit(2); }

const files = {};
for (const f of ['src/server.js', 'public/index.html', 'public/app.js', 'public/style.css', 'public/content.json']) files[f] = read(f);
const edits = JSON.parse(read('edits.json'));
for (const kind of ['defect', 'variation']) {
  if (!opt[kind]) continue;
  const list = edits[kind][opt[kind]];
  if (!list) { console.error(`${kind} inconnu : ${opt[kind]}`); process.exit(2); }
  for (const [file, from, to] of list) {
    if (files[file].split(from).length !== 2) { console.error(`${opt[kind]} : texte à remplacer introuvable ou multiple : ${from}`); process.exit(2); }
    files[file] = files[file].replace(from, () => to);
  }
}
files['public/vendor/preact.js'] = read('public/vendor/preact.js');
const m = new Module(path.join(__dirname, 'server.js'), module);
m.filename = m.id; m.paths = Module._nodeModulePaths(__dirname);
m._compile(files['src/server.js'], m.id);
const [smtpHost, smtpPort] = opt.smtp.split(':');
m.exports({ port: +opt.port, smtpHost, smtpPort: +smtpPort, accounts: JSON.parse(fs.readFileSync(opt.accounts, 'utf8')), files });
